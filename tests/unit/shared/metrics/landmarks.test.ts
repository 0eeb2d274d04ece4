import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';
import { interOcularDistances, scoreLandmarks } from '@shared/metrics/landmarks';

describe('two faces of two points, by hand', () => {
  const score = scoreLandmarks({
    labels: [0, 0, 10, 0, 0, 0, 20, 0],
    predictions: [0.3, 0.4, 10, 1, 0, 4, 20, 3],
    mask: [2, 1, 2, 2],
    normalisers: [10, 20],
  });

  it('divides distances by the normaliser', () => {
    expect([...score.perFace]).toEqual([
      expect.closeTo((0.05 + 0.1) / 2, 12),
      expect.closeTo((0.2 + 0.15) / 2, 12),
    ]);
    expect([...score.perPoint]).toEqual([expect.closeTo(0.125, 12), expect.closeTo(0.125, 12)]);
    expect(score.nme).toBeCloseTo(0.125, 12);
  });

  it('counts faces above 10 % as failures', () => {
    expect(score.failureRate).toBe(0.5);
  });

  it('takes the area under the cumulative curve up to 10 %', () => {
    // One of two faces lies below 7.5 %: half the faces over the last quarter of the axis.
    expect(score.auc).toBeCloseTo(0.5 * 0.25, 12);
  });
});

describe('what cannot be scored', () => {
  const score = scoreLandmarks({
    labels: [0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10, 0],
    predictions: [1, 0, 99, 99, 5, 5, 5, 5, 7, 7, 7, 7],
    mask: [2, 0, 2, 2, 0, 0],
    normalisers: [10, Number.NaN, Number.NaN],
  });

  it('leaves out points that are not labelled', () => {
    expect(score.perFace[0]).toBeCloseTo(0.1, 12);
    expect([...score.perPoint]).toEqual([expect.closeTo(0.1, 12), Number.NaN]);
  });

  it('counts faces without a normaliser apart, and faces without a label nowhere', () => {
    expect(score).toMatchObject({ scoredFaces: 1, facesWithoutNormaliser: 1 });
    expect(score.perFace[1]).toBeNaN();
    expect(score.perFace[2]).toBeNaN();
  });
});

it('does not call exactly 10 % a failure', () => {
  const at = scoreLandmarks({ labels: [0, 0], predictions: [1, 0], mask: [2], normalisers: [10] });
  expect(at).toMatchObject({ failureRate: 0, auc: 0 });
});

it('has no means without a face', () => {
  const none = scoreLandmarks({ labels: [], predictions: [], mask: [], normalisers: [] });
  expect(none).toMatchObject({ nme: Number.NaN, scoredFaces: 0 });
});

describe('the inter-ocular distance', () => {
  it('lies between the two eye points of MTFL', () => {
    const points = [10, 10, 40, 50, 25, 40, 15, 60, 35, 60];
    expect([...interOcularDistances(points, [2, 1, 0, 0, 0], mtflTemplate.scheme)]).toEqual([50]);
  });

  it('lies between the means of the points of each eye', () => {
    const scheme: LandmarkScheme = {
      ...mtflTemplate.scheme,
      points: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, aliases: [] })),
      eyes: { left: ['a', 'b'], right: ['c', 'd'] },
    };
    expect([...interOcularDistances([0, 0, 2, 0, 10, 1, 12, -1], [2, 2, 2, 2], scheme)]).toEqual([10]);
  });

  it('is missing where an eye is not labelled, or both are in one place', () => {
    const scheme = mtflTemplate.scheme;
    const points = [10, 10, 40, 10, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0];
    const distances = interOcularDistances(points, [2, 0, 2, 2, 2, 2, 2, 2, 2, 2], scheme);
    expect([...distances]).toEqual([Number.NaN, Number.NaN]);
  });
});

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const face = fc.record({
  points: fc.array(coordinate, { minLength: 10, maxLength: 10 }),
  predictions: fc.array(coordinate, { minLength: 10, maxLength: 10 }),
});
const isScorable = (points: readonly number[]): boolean =>
  Math.hypot(points[0]! - points[2]!, points[1]! - points[3]!) > 1;

it('does not change when faces are moved and enlarged with their predictions', () => {
  const scored = (points: number[], predictions: number[]) =>
    scoreLandmarks({
      labels: points,
      predictions,
      mask: [2, 2, 2, 2, 2],
      normalisers: interOcularDistances(points, [2, 2, 2, 2, 2], mtflTemplate.scheme),
    }).nme;
  fc.assert(
    fc.property(
      face.filter(({ points }) => isScorable(points)),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      coordinate,
      ({ points, predictions }, factor, shift) => {
        const moved = (values: number[]): number[] => values.map((value) => value * factor + shift);
        const expected = scored(points, predictions);
        const error = Math.abs(scored(moved(points), moved(predictions)) - expected);
        expect(error).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      },
    ),
  );
});

it('does not depend on the order of the faces', () => {
  fc.assert(
    fc.property(fc.array(face, { minLength: 2, maxLength: 6 }), (faces) => {
      const score = (order: typeof faces) => {
        const points = order.flatMap((one) => one.points);
        const visibility = points.filter((_, index) => index % 2 === 0).map(() => 2);
        return scoreLandmarks({
          labels: points,
          predictions: order.flatMap((one) => one.predictions),
          mask: visibility,
          normalisers: interOcularDistances(points, visibility, mtflTemplate.scheme),
        });
      };
      const [there, back] = [score(faces), score([...faces].reverse())];
      expect(back.failureRate).toEqual(there.failureRate);
      expect(back.auc).toBeCloseTo(there.auc, 12);
      expect([...back.perFace].reverse()).toEqual([...there.perFace]);
    }),
  );
});
