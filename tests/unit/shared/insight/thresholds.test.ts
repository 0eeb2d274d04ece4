import { scoreAtThreshold, sweepThresholds } from '@shared/insight/thresholds';
import { describe, expect, it } from 'vitest';

describe('sweepThresholds', () => {
  /** The example of scikit-learn's average_precision_score and precision_recall_curve. */
  const labels = [0, 0, 1, 1];
  const probabilities = Float64Array.of(0.1, 0.4, 0.35, 0.8);

  it('counts what lies above each threshold', () => {
    const { counts, positives, negatives } = sweepThresholds(labels, probabilities);
    expect([positives, negatives]).toEqual([2, 2]);
    expect(counts).toHaveLength(101);
    expect(counts[0]).toEqual({ threshold: 0, truePositives: 2, falsePositives: 2 });
    expect(counts[35]).toEqual({ threshold: 0.35, truePositives: 1, falsePositives: 1 });
    expect(counts[50]).toEqual({ threshold: 0.5, truePositives: 1, falsePositives: 0 });
    expect(counts[100]).toEqual({ threshold: 1, truePositives: 0, falsePositives: 0 });
  });

  it('has scikit-learn’s average precision', () => {
    // average_precision_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.83…
    expect(sweepThresholds(labels, probabilities).averagePrecision).toBeCloseTo(0.5 + 0.5 * (2 / 3), 10);
    // Equal probabilities are one threshold: all four or none.
    expect(sweepThresholds([1, 0, 1, 0], new Float64Array(4).fill(0.5)).averagePrecision).toBe(0.5);
    expect(sweepThresholds([0, 0], Float64Array.of(0.2, 0.3)).averagePrecision).toBeNull();
  });
});

describe('scoreAtThreshold', () => {
  const sweep = { positives: 4, negatives: 6 };

  it('has the ratios of the four counts', () => {
    const counts = { threshold: 0.5, truePositives: 3, falsePositives: 1 };
    expect(scoreAtThreshold(sweep, counts)).toEqual({
      truePositives: 3,
      falsePositives: 1,
      falseNegatives: 1,
      trueNegatives: 5,
      accuracy: 0.8,
      precision: 0.75,
      recall: 0.75,
      f1: 0.75,
    });
  });

  it('has no precision where nothing is called positive', () => {
    const counts = { threshold: 1, truePositives: 0, falsePositives: 0 };
    expect(scoreAtThreshold(sweep, counts)).toMatchObject({
      precision: null,
      recall: 0,
      f1: 0,
      accuracy: 0.6,
    });
    expect(scoreAtThreshold({ positives: 0, negatives: 2 }, counts)).toMatchObject({ recall: null });
  });
});
