import { balanceWarnings } from '@shared/learning/balance';
import { describe, expect, it } from 'vitest';

const batches = { batchSize: 64, validationFaces: 50 };

describe('balanceWarnings', () => {
  it('warns of a value that most batches hold no face of', () => {
    // 1 − 0.5^(1/64) = 1.077 %
    const value = (faces: number) => [
      { id: 'common', faces: 10_000 - faces, validation: 45 },
      { id: 'rare', faces, validation: 5 },
    ];
    expect(balanceWarnings(value(107), batches)).toEqual([{ kind: 'rare', value: 'rare', faces: 107 }]);
    expect(balanceWarnings(value(108), batches)).toEqual([]);
    expect(balanceWarnings(value(107), { ...batches, batchSize: 128 })).toEqual([]);
  });

  it('warns of a value that no face has, and of one that nothing is validated on', () => {
    const values = [
      { id: 'left', faces: 500, validation: 50 },
      { id: 'right', faces: 500, validation: 0 },
      { id: 'up', faces: 0, validation: 0 },
    ];
    expect(balanceWarnings(values, batches)).toEqual([
      { kind: 'not-validated', value: 'right' },
      { kind: 'missing', value: 'up' },
    ]);
    expect(balanceWarnings(values.slice(0, 2), { ...batches, validationFaces: 0 })).toEqual([]);
  });

  it('says that there is nothing to tell apart, and nothing of a head without labels', () => {
    const values = [
      { id: 'no', faces: 500, validation: 50 },
      { id: 'yes', faces: 0, validation: 0 },
    ];
    expect(balanceWarnings(values, batches)).toEqual([{ kind: 'one-value', value: 'no' }]);
    expect(balanceWarnings([{ id: 'no', faces: 0, validation: 0 }], batches)).toEqual([]);
  });
});
