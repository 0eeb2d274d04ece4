import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { Random } from '../../../../../src/main/learning/random';
import { UncertaintyWeights } from '../../../../../src/main/learning/weighting/uncertaintyWeights';
import { observed, reborn } from './observed';

const target = { from: 'attribute', attribute: 'any' } as const;
const guess = (name: string): HeadConfiguration => ({ name, kind: 'regression', target, weight: 1 });
const [exact, blurred] = [guess('exact'), guess('blurred')];
const classes: HeadConfiguration = { name: 'classes', kind: 'multi-class', target, weight: 1 };
const smooth: HeadConfiguration = { ...guess('smooth'), loss: 'smooth-l1' };

/** Mean squared error of 64 labels around what a perfect network answers: what is left is the labels' own noise. */
function noisyLoss(random: Random, deviation: number): number {
  const squares = Array.from({ length: 64 }, () => (deviation * random.normal()) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

describe('uncertainty', () => {
  it('learns the noise of two regressions, and weighs each by its inverse', () => {
    const [weighting, random] = [new UncertaintyWeights([exact, blurred], 0.01), Random.fromSeed(4)];
    for (let step = 0; step < 3000; step += 1) {
      weighting.observe(observed([noisyLoss(random, 0.5), noisyLoss(random, 3)]));
    }
    const [first, second] = weighting.snapshot()['logVariances'] as [number, number];
    expect(Math.exp(first / 2)).toBeCloseTo(0.5, 1);
    expect(Math.abs(Math.exp(second / 2) / 3 - 1)).toBeLessThan(0.05);
    // 1/(2σ²) each: 36 times as much for six times less noise.
    const [certain, uncertain] = weighting.factors() as [number, number];
    expect(certain / uncertain / 36).toBeGreaterThan(0.85);
    expect(certain / uncertain / 36).toBeLessThan(1.15);
  });

  it('comes to rest where a loss stays what it is: at 1/(2σ²) of a squared error, 1/σ² of a likelihood', () => {
    const weighting = new UncertaintyWeights([exact, classes, smooth], 0.01);
    for (let step = 0; step < 4000; step += 1) weighting.observe(observed([4, 0.25, 8]));
    // ∂/∂s of L·e^(−s)/2 + s/2 is 0 at e^s = L; of L·e^(−s) + s/2 at e^s = 2L.
    const [squared, likelihood, halved] = weighting.factors() as [number, number, number];
    expect(squared).toBeCloseTo(1 / (2 * 4), 3);
    expect(likelihood).toBeCloseTo(1 / (2 * 0.25), 2);
    expect(halved).toBeCloseTo(1 / (2 * 8), 3);
  });

  it('begins at the losses’ own constants, and leaves a head alone that takes no part', () => {
    const weighting = new UncertaintyWeights([exact, classes], 0.01);
    expect(weighting.factors()).toEqual([0.5, 1]);
    for (let step = 0; step < 50; step += 1) weighting.observe(observed([9, null]));
    expect(weighting.factors()[0]).toBeLessThan(0.5);
    expect(weighting.factors()[1]).toBe(1);
  });

  it('goes on from what a checkpoint keeps', () => {
    const through = new UncertaintyWeights([exact, classes], 0.01);
    for (let step = 0; step < 7; step += 1) through.observe(observed([3 + step, 0.7]));
    const after = reborn(through, new UncertaintyWeights([exact, classes], 0.01));
    for (const one of [through, after]) one.observe(observed([1.3, 0.4]));
    expect(after.factors()).toEqual(through.factors());
  });
});
