import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affineOf,
  followedBy,
  inverseOf,
  movePoints,
  type Motion,
} from '../../../../../src/main/learning/augmentation/affine';

const still: Motion = { flip: false, rotationRadians: 0, zoom: 1, shiftX: 0, shiftY: 0 };

function moved(x: number, y: number, motion: Partial<Motion>): [number, number] {
  const points = Float32Array.of(x, y);
  movePoints(points, affineOf({ ...still, ...motion }));
  return [points[0]!, points[1]!];
}

function expectAt(actual: readonly [number, number], x: number, y: number): void {
  expect(actual[0]).toBeCloseTo(x, 6);
  expect(actual[1]).toBeCloseTo(y, 6);
}

const motions = fc.record({
  flip: fc.boolean(),
  rotationRadians: fc.double({ min: -3, max: 3, noNaN: true }),
  zoom: fc.double({ min: 0.5, max: 2, noNaN: true }),
  shiftX: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  shiftY: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
});
const fraction = fc.double({ min: -1, max: 2, noNaN: true });

describe('affineOf', () => {
  it('leaves points alone when nothing moves', () => {
    expectAt(moved(0.2, 0.3, {}), 0.2, 0.3);
  });

  it('flips left and right about the middle', () => {
    expectAt(moved(0.2, 0.3, { flip: true }), 0.8, 0.3);
  });

  it('turns clockwise about the centre of the crop', () => {
    expectAt(moved(1, 0.5, { rotationRadians: Math.PI / 2 }), 0.5, 1);
    expectAt(moved(0.5, 0.5, { rotationRadians: 1 }), 0.5, 0.5);
  });

  it('enlarges away from the centre', () => {
    expectAt(moved(0.6, 0.3, { zoom: 2 }), 0.7, 0.1);
  });

  it('shifts last, unaffected by zoom and rotation', () => {
    expectAt(moved(0.5, 0.5, { rotationRadians: 1, zoom: 2, shiftX: 0.1, shiftY: -0.2 }), 0.6, 0.3);
  });

  it('flips before it turns', () => {
    expectAt(moved(1, 0.5, { flip: true, rotationRadians: Math.PI / 2 }), 0.5, 0);
  });

  it('flipped twice is the identity', () => {
    fc.assert(
      fc.property(fraction, fraction, (x, y) => {
        const points = Float32Array.of(x, y);
        movePoints(points, affineOf({ ...still, flip: true }));
        movePoints(points, affineOf({ ...still, flip: true }));
        expectAt([points[0]!, points[1]!], x, y);
      }),
    );
  });

  it('keeps proportions: distances grow by the zoom, whatever else moves', () => {
    fc.assert(
      fc.property(motions, fraction, fraction, (motion, x, y) => {
        const [originX, originY] = moved(0.25, 0.5, motion);
        const [toX, toY] = moved(x, y, motion);
        const before = Math.hypot(x - 0.25, y - 0.5);
        expect(Math.hypot(toX - originX, toY - originY)).toBeCloseTo(before * motion.zoom, 4);
      }),
    );
  });
});

describe('inverseOf', () => {
  it('undoes any motion', () => {
    fc.assert(
      fc.property(motions, fraction, fraction, (motion, x, y) => {
        const points = Float32Array.of(x, y);
        movePoints(points, affineOf(motion));
        movePoints(points, inverseOf(affineOf(motion)));
        expect(points[0]).toBeCloseTo(x, 4);
        expect(points[1]).toBeCloseTo(y, 4);
      }),
    );
  });

  it('refuses a map that squeezes the plane flat', () => {
    expect(() => inverseOf(affineOf({ ...still, zoom: 0 }))).toThrow(/cannot be undone/);
  });
});

describe('followedBy', () => {
  it('moves points as one map and then the other', () => {
    fc.assert(
      fc.property(motions, motions, fraction, fraction, (first, then, x, y) => {
        const apart = Float32Array.of(x, y);
        movePoints(apart, affineOf(first));
        movePoints(apart, affineOf(then));
        const together = Float32Array.of(x, y);
        movePoints(together, followedBy(affineOf(first), affineOf(then)));
        expect(together[0]).toBeCloseTo(apart[0]!, 4);
        expect(together[1]).toBeCloseTo(apart[1]!, 4);
      }),
    );
  });
});
