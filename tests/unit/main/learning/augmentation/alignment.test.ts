import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affineOf, movePoints } from '../../../../../src/main/learning/augmentation/affine';
import { alignmentOf, enlarged } from '../../../../../src/main/learning/augmentation/alignment';

/** A face’s five points in the middle of its crop. */
const shape = Float32Array.of(0.4, 0.4, 0.6, 0.4, 0.5, 0.5, 0.42, 0.62, 0.58, 0.62);

const motions = fc.record({
  flip: fc.constant(false),
  rotationRadians: fc.double({ min: -3, max: 3, noNaN: true }),
  zoom: fc.double({ min: 0.6, max: 1.6, noNaN: true }),
  shiftX: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  shiftY: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
});

describe('alignmentOf', () => {
  it('brings a shape that was turned, zoomed and shifted back to where it was', () => {
    fc.assert(
      fc.property(motions, (motion) => {
        const points = Float32Array.from(shape);
        movePoints(points, affineOf(motion));
        movePoints(points, alignmentOf(points, shape)!);
        points.forEach((value, index) => expect(value).toBeCloseTo(shape[index]!, 5));
      }),
    );
  });

  it('refuses points that no framed face has: of no extent, far too large, far too small', () => {
    const inOnePlace = Float32Array.from(shape, (_, index) => (index % 2 === 0 ? 0.3 : 0.7));
    expect(alignmentOf(inOnePlace, shape)).toBeNull();
    for (const factor of [3, 0.3]) {
      expect(
        alignmentOf(
          shape.map((value) => (value - 0.5) * factor + 0.5),
          shape,
        ),
      ).toBeNull();
    }
  });

  it('comes closer where it is asked to, and knows a framed face from another by that', () => {
    const larger = enlarged(shape, 1.6);
    const points = Float32Array.from(shape);
    movePoints(points, affineOf({ flip: false, rotationRadians: 0.3, zoom: 0.7, shiftX: 0.1, shiftY: 0 }));
    // Seen at 0.7 of its size and wanted at 1.6 of it: more than twice, and yet a face.
    const alignment = alignmentOf(points, larger, 1.6)!;
    expect(Math.hypot(alignment.xx, alignment.yx)).toBeCloseTo(1.6 / 0.7, 5);
    movePoints(points, alignment);
    points.forEach((value, index) => expect(value).toBeCloseTo(larger[index]!, 5));
    expect(alignmentOf(shape, enlarged(shape, 5), 1.6)).toBeNull();
  });
});

describe('enlarged', () => {
  it('leaves a shape’s middle where it is', () => {
    const square = [0.2, 0.2, 0.4, 0.2, 0.4, 0.4, 0.2, 0.4];
    const [firstX, firstY, , , lastX] = enlarged(square, 2);
    expect([firstX, firstY, lastX].map((value) => value!.toFixed(6))).toEqual([
      '0.100000',
      '0.100000',
      '0.500000',
    ]);
    expect([...enlarged([0.25, 0.5, 0.75, 1], 1)]).toEqual([0.25, 0.5, 0.75, 1]);
  });
});
