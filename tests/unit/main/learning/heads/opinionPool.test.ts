import { describe, expect, it } from 'vitest';
import type { LabelledLogits } from '../../../../../src/main/learning/heads/labelledLogits';
import { bestShare, pooled } from '../../../../../src/main/learning/heads/opinionPool';
import { Random } from '../../../../../src/main/learning/random';

describe('pooled', () => {
  it('is the geometric mean of probabilities, weighed, but for what they add up to', () => {
    const [one, other] = [Float32Array.of(0, 2), Float32Array.of(1, 0)];
    const both = pooled(one, other, 0.25);
    expect(both[0]! - both[1]!).toBeCloseTo(0.75 * 1 + 0.25 * -2, 6);
    expect(pooled(one, other, 0)).toBe(other);
  });
});

describe('bestShare', () => {
  const possible = [0, 0.2, 0.5, 0.8];
  const random = Random.fromSeed(9);
  const labels = Int32Array.from({ length: 3000 }, () => (random.uniform() < 0.5 ? 0 : 1));
  /** Logits that speak for the label with a strength, and a noise of their own. */
  const opinion = (strength: number): LabelledLogits => ({
    width: 2,
    logits: Float64Array.from({ length: labels.length * 2 }, (_, index) =>
      index % 2 === 0 ? 0 : strength * (labels[index >> 1]! * 2 - 1) + random.normal(),
    ),
    labels,
  });

  it('goes by what each knows', () => {
    expect(bestShare(opinion(1), opinion(1), possible)).toBe(0.5);
    expect(bestShare(opinion(2), opinion(0.5), possible)).toBe(0.8);
    expect(bestShare(opinion(0), opinion(1), possible)).toBe(0);
  });
});
