import { describe, expect, it } from 'vitest';
import { histogramOf } from '../../../../../src/main/learning/tensorboard/histogram';

describe('a histogram', () => {
  it('counts every value once, each below its bucket’s limit', () => {
    const values = Float32Array.from({ length: 3000 }, (_, index) => Math.sin(index) * 3);
    const { min, max, num, sum, sumSquares, bucket, bucketLimit } = histogramOf(values);
    expect([min, max, num]).toEqual([Math.min(...values), Math.max(...values), 3000]);
    expect(sum).toBeCloseTo(
      values.reduce((total, value) => total + value, 0),
      6,
    );
    expect(sumSquares).toBeCloseTo(
      values.reduce((total, value) => total + value * value, 0),
      4,
    );
    expect(bucket).toHaveLength(30);
    expect(bucketLimit.at(-1)).toBe(max);
    bucketLimit.forEach((limit, place) => {
      const upTo = bucket.slice(0, place + 1).reduce((total, count) => total + count, 0);
      const below = values.filter((value) => value < limit || place === 29).length;
      expect(Math.abs(upTo - below)).toBeLessThanOrEqual(1);
    });
  });

  it('of one value alone is one bucket', () => {
    expect(histogramOf(new Float32Array(4))).toEqual({
      ...{ min: 0, max: 0, num: 4, sum: 0, sumSquares: 0 },
      ...{ bucketLimit: [0], bucket: [4] },
    });
  });
});
