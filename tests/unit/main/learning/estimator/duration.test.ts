import { describe, expect, it } from 'vitest';
import { totalSteps } from '../../../../../src/main/learning/estimator/duration';

describe('totalSteps', () => {
  it('is what was asked for in steps', () => {
    expect(totalSteps({ steps: 1000 }, 10, 64)).toBe(1000);
  });

  it('covers epochs in whole batches', () => {
    expect(totalSteps({ epochs: 14 }, 9500, 64)).toBe(2079);
    expect(totalSteps({ epochs: 2 }, 128, 64)).toBe(4);
    expect(totalSteps({ epochs: 0.5 }, 10, 64)).toBe(1);
  });
});
