import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aflwFraming, boxAroundLandmarks } from '@shared/geometry/framing';
import type { Landmark } from '@shared/domain/face';

/** To a thousandth of a pixel: what is nearer than that is the same place, and its box a rounding error. */
const coordinate = fc.integer({ min: 0, max: 500_000 }).map((thousandths) => thousandths / 1000);
const point = fc.record({ x: coordinate, y: coordinate });
const visible = (points: { x: number; y: number }[]): Landmark[] =>
  points.map((p) => ({ ...p, visibility: 2 }));

describe('boxAroundLandmarks', () => {
  it('puts the mean and the extent where AFLW has them', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 68 }), (points) => {
        const box = boxAroundLandmarks(visible(points));
        const xs = points.map((p) => p.x);
        const ys = points.map((p) => p.y);
        const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
        if (extent === 0) {
          expect(box).toBeNull();
          return;
        }
        expect(box!.width).toBe(box!.height);
        expect(extent / box!.width).toBeCloseTo(aflwFraming.extentOfSide, 9);
        const meanX = xs.reduce((a, b) => a + b) / xs.length;
        expect((meanX - box!.x) / box!.width).toBeCloseTo(aflwFraming.centreX, 6);
      }),
    );
  });

  it('does not look at points that are not labelled', () => {
    const face = visible([
      { x: 10, y: 10 },
      { x: 20, y: 12 },
    ]);
    const withGap: Landmark[] = [...face, { x: 9999, y: -9999, visibility: 0 }];
    expect(boxAroundLandmarks(withGap)).toEqual(boxAroundLandmarks(face));
  });

  it('has no box for a face without points', () => {
    expect(boxAroundLandmarks([])).toBeNull();
    expect(boxAroundLandmarks([{ x: 1, y: 1, visibility: 0 }])).toBeNull();
  });
});
