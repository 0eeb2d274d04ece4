import type { HeadOutputs } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { storedOutputs } from '../../../../src/main/prediction/storedOutputs';

const none = Float32Array.of(Number.NaN, Number.NaN);
const head = (kind: HeadOutputs['kind'], values: number[]): HeadOutputs => ({
  kind,
  width: values.length / 2,
  values: Float32Array.from(values),
  losses: none,
  errors: none,
});

describe('storedOutputs', () => {
  it('turns fractions of what the network was shown into pixels of the image, and nothing else', () => {
    const outputs = {
      count: 2,
      heads: {
        fractions: head('regression', [0.5, 0.25, 1, 0, 0.5, 0.25, 1, 0]),
        pixels: head('landmarks', [7, 8, 9, 10]),
        age: head('regression', [0.5, 0.25]),
      },
    };
    const stored = storedOutputs(
      outputs,
      [
        {
          head: 'fractions',
          attribute: null,
          form: { kind: 'points', pointIds: ['nose', 'eye'], unit: 'fractions' },
        },
        { head: 'pixels', attribute: null, form: { kind: 'points', pointIds: ['nose'], unit: 'pixels' } },
        { head: 'age', attribute: 'age', form: { kind: 'numbers', names: ['age'] } },
      ],
      { regions: Float32Array.of(10, 20, 100, 200, -5, 0, 10, 10) },
    );
    expect([...stored.heads['fractions']!.values]).toEqual([60, 70, 110, 20, 0, 2.5, 5, 0]);
    expect(stored.heads['pixels']).toBe(outputs.heads.pixels);
    expect(stored.heads['age']).toBe(outputs.heads.age);
    expect(stored.heads['fractions']!.errors).toBe(none);
  });
});
