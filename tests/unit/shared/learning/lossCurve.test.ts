import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCurve, extendedCurve, lastStepOf, type StepLosses } from '@shared/learning/lossCurve';

const stepsOf = (losses: readonly number[], from = 1): StepLosses[] =>
  losses.map((loss, index) => ({ globalStep: from + index, loss, lossByHead: { pose: loss * 2 } }));
const curveOf = (losses: readonly number[], most: number) =>
  extendedCurve(emptyCurve(['pose']), stepsOf(losses), most);

describe('a loss curve', () => {
  it('keeps every step while there is room', () => {
    const curve = curveOf([5, 4, 3], 8);
    expect(curve).toMatchObject({ width: 1, lastStep: [1, 2, 3], steps: [1, 1, 1] });
    expect(curve.total).toEqual({ mean: [5, 4, 3], low: [5, 4, 3], high: [5, 4, 3] });
    expect(curve.heads['pose']!.mean).toEqual([10, 8, 6]);
  });

  it('makes one of two when there is none, with the lowest and the highest of both', () => {
    const curve = curveOf([5, 1, 3, 9, 4], 4);
    expect(curve).toMatchObject({ width: 2, lastStep: [2, 4, 5], steps: [2, 2, 1] });
    expect(curve.total).toEqual({ mean: [3, 6, 4], low: [1, 3, 4], high: [5, 9, 4] });
  });

  it('keeps the mean of what each head’s loss counted, halved with the losses', () => {
    const weighed = stepsOf([5, 1, 3, 9, 4]).map((step, index) => ({
      ...step,
      weightByHead: { pose: index },
    }));
    expect(extendedCurve(emptyCurve(['pose']), weighed, 8).weights).toEqual({ pose: [0, 1, 2, 3, 4] });
    const halved = extendedCurve(emptyCurve(['pose']), weighed, 4);
    expect(halved.weights).toEqual({ pose: [0.5, 2.5, 4] });
    const begun = extendedCurve(emptyCurve(['pose']), weighed.slice(0, 3), 4);
    expect(extendedCurve(begun, weighed.slice(3), 4)).toEqual(halved);
    expect(curveOf([1, 2], 4).weights).toEqual({});
  });

  it('leaves the given curve as it is', () => {
    const before = curveOf([1, 2, 3, 4], 4);
    const copy = structuredClone(before);
    extendedCurve(before, stepsOf([9, 9], 5), 4);
    expect(before).toEqual(copy);
  });

  it('is the same whether its steps came at once or bit by bit, with no peak lost', () => {
    const losses = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(losses, fc.integer({ min: 2, max: 16 }), fc.nat(), (all, most, cut) => {
        const at = cut % all.length;
        const whole = curveOf(all, most);
        const begun = curveOf(all.slice(0, at), most);
        const grown = extendedCurve(begun, stepsOf(all.slice(at), at + 1), most);
        expect(grown).toEqual(whole);
        expect(whole.steps.length).toBeLessThanOrEqual(most);
        expect(whole.steps.reduce((sum, count) => sum + count, 0)).toBe(all.length);
        expect(lastStepOf(whole)).toBe(all.length);
        expect(Math.max(...whole.total.high)).toBe(Math.max(...all));
        expect(Math.min(...whole.total.low)).toBe(Math.min(...all));
        const mean = whole.total.mean.reduce((sum, value, index) => sum + value * whole.steps[index]!, 0);
        expect(mean).toBeCloseTo(
          all.reduce((sum, value) => sum + value, 0),
          2,
        );
      }),
    );
  });
});
