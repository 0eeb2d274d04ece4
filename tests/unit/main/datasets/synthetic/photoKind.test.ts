import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import { photoKinds, randomFraming, randomKind } from '../../../../../src/main/datasets/synthetic/photoKind';
import { Random } from '../../../../../src/main/learning/random';

const points = fc
  .array(
    fc.record({
      x: fc.double({ min: -1, max: 1, noNaN: true }),
      y: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { minLength: 5, maxLength: 5 },
  )
  .filter((all) => boxAroundLandmarks(all.map((point) => ({ ...point, visibility: 2 })))!.width > 0.3);

function placed(
  seed: number,
  kind: (typeof photoKinds)['testing'][number],
  all: readonly { x: number; y: number }[],
): { x: number; y: number; visibility: 2 }[] {
  const { originX, originY, pixelsPerUnit } = randomFraming(Random.fromSeed(seed), kind, all);
  return all.map(({ x, y }) => ({
    x: originX + x * pixelsPerUnit,
    y: originY + y * pixelsPerUnit,
    visibility: 2,
  }));
}

describe('randomFraming', () => {
  it('keeps every point inside of the picture', () => {
    const kinds = fc.constantFrom(...photoKinds.training, ...photoKinds.testing);
    fc.assert(
      fc.property(fc.integer(), kinds, points, (seed, kind, all) => {
        for (const { x, y } of placed(seed, kind, all)) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(kind.widthPx);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(kind.heightPx);
        }
      }),
    );
  });

  it('frames AFLW’s faces exactly as boxes are drawn around landmarks', () => {
    fc.assert(
      fc.property(fc.integer(), points, (seed, all) => {
        const box = boxAroundLandmarks(placed(seed, photoKinds.testing[0]!, all))!;
        for (const [value, wanted] of [
          [box.x, 0],
          [box.y, 0],
          [box.width, 150],
        ] as const) {
          expect(value).toBeCloseTo(wanted, 6);
        }
      }),
    );
  });
});

describe('randomKind', () => {
  it('draws each source as often as its share says', () => {
    const random = Random.fromSeed(1);
    const drawn = Array.from({ length: 4000 }, () => randomKind(random, 'training'));
    for (const kind of photoKinds.training) {
      const share = drawn.filter((other) => other === kind).length / drawn.length;
      expect(Math.abs(share - kind.share)).toBeLessThan(0.03);
    }
    expect(photoKinds.training.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(randomKind(random, 'testing').folder).toBe('AFLW');
  });
});
