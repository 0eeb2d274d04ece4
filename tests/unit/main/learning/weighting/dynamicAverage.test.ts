import { describe, expect, it } from 'vitest';
import { DynamicAverage } from '../../../../../src/main/learning/weighting/dynamicAverage';
import { observed, reborn } from './observed';

/** Epochs of two steps, whose mean losses are the given ones. */
function train(weighting: DynamicAverage, epochs: readonly (readonly (number | null)[])[]): void {
  for (const losses of epochs) {
    for (const factor of [0.9, 1.1]) {
      weighting.observe(observed(losses.map((loss) => (loss === null ? null : loss * factor))));
    }
  }
}

describe('dynamic weight averaging', () => {
  it('weighs alike for two epochs, then by how slowly each loss fell: as computed by hand', () => {
    const weighting = new DynamicAverage(2, 2, 2);
    train(weighting, [[4, 10]]);
    expect(weighting.factors()).toEqual([1, 1]);
    train(weighting, [[2, 9]]);
    // r = 2/4 and 9/10: 2·e^0.25/(e^0.25 + e^0.45) and 2·e^0.45/(e^0.25 + e^0.45).
    expect(weighting.factors()[0]).toBeCloseTo(0.900332, 6);
    expect(weighting.factors()[1]).toBeCloseTo(1.099668, 6);
    train(weighting, [[2.2, 9]]);
    // r = 1.1 and 1: the first one's loss rises, and it weighs more.
    expect(weighting.factors()[0]).toBeCloseTo((2 * Math.exp(0.55)) / (Math.exp(0.55) + Math.exp(0.5)), 9);
  });

  it('weighs more alike the higher the temperature', () => {
    const [cool, hot] = [new DynamicAverage(2, 0.5, 2), new DynamicAverage(2, 50, 2)];
    const course = [
      [4, 10],
      [2, 9],
    ];
    for (const one of [cool, hot]) train(one, course);
    const spread = ([first, second]: readonly number[]): number => second! - first!;
    expect(spread(cool.factors())).toBeGreaterThan(0.3);
    expect(spread(hot.factors())).toBeLessThan(0.01);
  });

  it('shares among the heads that take part; one that does not keeps its weight', () => {
    const weighting = new DynamicAverage(3, 2, 2);
    train(weighting, [
      [4, 10, 1],
      [2, 9, 1],
    ]);
    const before = weighting.factors()[2]!;
    train(weighting, [[2, 4.5, null]]);
    const [first, second, third] = weighting.factors() as [number, number, number];
    expect(third).toBe(before);
    expect(first + second + third).toBeCloseTo(3, 12);
    expect(first / second).toBeCloseTo(Math.exp(0.5) / Math.exp(0.25), 9);
  });

  it('goes on from what a checkpoint keeps, in the middle of an epoch too', () => {
    const through = new DynamicAverage(2, 2, 2);
    train(through, [[4, 10]]);
    through.observe(observed([3, null]));
    const after = reborn(through, new DynamicAverage(2, 2, 2));
    for (const one of [through, after]) one.observe(observed([1, 8]));
    expect(after.factors()).toEqual(through.factors());
    expect(after.factors()).not.toEqual([1, 1]);
  });
});
