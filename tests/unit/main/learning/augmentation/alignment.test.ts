import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affineOf, movePoints } from '../../../../../src/main/learning/augmentation/affine';
import { alignmentOf } from '../../../../../src/main/learning/augmentation/alignment';

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
});
