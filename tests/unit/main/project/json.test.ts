import { describe, expect, it } from 'vitest';
import { parsed, parsedMetrics } from '../../../../src/main/project/json';

describe('parsed', () => {
  it('reads JSON, and null where there is none', () => {
    expect(parsed('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parsed(null)).toBeNull();
    expect(parsed(undefined)).toBeNull();
  });
});

describe('parsedMetrics', () => {
  it('gives metrics back as they were, undefined ones as NaN', () => {
    const metrics = { loss: 1.5, 'auc/gender': Number.NaN };
    expect(parsedMetrics(JSON.stringify(metrics))).toEqual(metrics);
    expect(parsedMetrics(null)).toEqual({});
  });
});
