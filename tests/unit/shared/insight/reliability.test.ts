import { reliabilityOf } from '@shared/insight/reliability';
import { describe, expect, it } from 'vitest';

describe('reliabilityOf', () => {
  it('weighs the gap of each bin by its faces', () => {
    // Bin (8/15, 9/15]: 0.55 and 0.6, one of them right; bin (14/15, 1]: 0.95 and 1, both right.
    const { bins, expectedCalibrationError } = reliabilityOf([0.55, 0.6, 0.95, 1], [1, 0, 1, 1]);
    expect(bins).toHaveLength(15);
    expect(bins[8]).toEqual({
      above: 8 / 15,
      upTo: 9 / 15,
      faces: 2,
      right: 1,
      confidence: expect.closeTo(0.575, 10),
    });
    expect(bins[14]).toEqual({ above: 14 / 15, faces: 2, right: 2, confidence: 0.975 });
    expect(bins[0]).toEqual({ upTo: 1 / 15, faces: 0, right: 0, confidence: null });
    // 2/4 · |0.5 − 0.575| + 2/4 · |1 − 0.975|
    expect(expectedCalibrationError).toBeCloseTo(0.05, 10);
  });

  it('keeps an answer that rounding left above 1', () => {
    expect(reliabilityOf([1.0000001], [true]).bins[14]!.faces).toBe(1);
  });
});
