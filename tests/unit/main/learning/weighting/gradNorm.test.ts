import { describe, expect, it } from 'vitest';
import { GradNorm } from '../../../../../src/main/learning/weighting/gradNorm';
import { observed, reborn } from './observed';

const constants = { alpha: 0, learningRate: 0.01 };

describe('GradNorm', () => {
  it('gives a loss that is ten times another a tenth of its weight: gradients of one length', () => {
    const weighting = new GradNorm(2, constants);
    for (let step = 0; step < 400; step += 1) weighting.observe(observed([1, 10], [0.3, 3]));
    const [small, large] = weighting.factors() as [number, number];
    // 0.3·a = 3·b and a + b = 2.
    expect(small).toBeCloseTo(20 / 11, 1);
    expect(large).toBeCloseTo(2 / 11, 1);
    expect(small + large).toBeCloseTo(2, 12);
  });

  it('gives a head that learns slower the longer gradient, by the α-th power of what is left of its loss', () => {
    const weighting = new GradNorm(2, { alpha: 1, learningRate: 0.002 });
    weighting.observe(observed([1, 1], [1, 1]));
    // Of the first a quarter is left, of the second three: beside their mean, 1/2 and 3/2.
    for (let step = 0; step < 2000; step += 1) weighting.observe(observed([0.25, 0.75], [1, 1]));
    const [fast, slow] = weighting.factors() as [number, number];
    expect(fast).toBeCloseTo(0.5, 1);
    expect(slow).toBeCloseTo(1.5, 1);
  });

  it('moves a weight by the sign of what its gradient is too long, with Adam’s first step, and renormalizes', () => {
    const weighting = new GradNorm(2, { alpha: 0, learningRate: 0.1 });
    weighting.observe(observed([5, 5], [1, 3]));
    // Mean length 2: the first is too short, the second too long, and Adam's first step is the learning rate.
    const [first, second] = weighting.factors() as [number, number];
    expect(first).toBeCloseTo(1.1, 6);
    expect(second).toBeCloseTo(0.9, 6);
  });

  it('weighs among the heads that take part, and keeps what they had together', () => {
    const weighting = new GradNorm(3, constants);
    for (let step = 0; step < 400; step += 1) weighting.observe(observed([1, null, 1], [1, 0, 4]));
    const [first, absent, third] = weighting.factors() as [number, number, number];
    expect(absent).toBe(1);
    expect(first + third).toBeCloseTo(2, 12);
    expect(first).toBeCloseTo(1.6, 1);
    const alone = new GradNorm(2, constants);
    alone.observe(observed([1, null], [1, 0]));
    expect(alone.factors()).toEqual([1, 1]);
  });

  it('lets no weight reach zero, from which it had no way back', () => {
    const weighting = new GradNorm(2, { alpha: 0, learningRate: 0.5 });
    for (let step = 0; step < 50; step += 1) weighting.observe(observed([1, 1], [1, 1000]));
    expect(Math.min(...weighting.factors())).toBeGreaterThan(0);
  });

  it('goes on from what a checkpoint keeps', () => {
    const through = new GradNorm(2, { alpha: 1.5, learningRate: 0.025 });
    for (let step = 0; step < 9; step += 1) through.observe(observed([2 / (step + 1), null], [1, 0]));
    for (let step = 0; step < 9; step += 1) through.observe(observed([2 / (step + 1), 3], [1, 2]));
    const after = reborn(through, new GradNorm(2, { alpha: 1.5, learningRate: 0.025 }));
    for (const one of [through, after]) one.observe(observed([0.1, 2.9], [0.7, 2.2]));
    expect(after.factors()).toEqual(through.factors());
  });
});
