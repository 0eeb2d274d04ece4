import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeadShape } from '../../../../../src/main/datasets/synthetic/headShape';
import { person } from './people';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('HeadShape', () => {
  it('is the same on both sides', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: -0.6, max: 0.8, noNaN: true }),
        (seed, x, y) => {
          const shape = new HeadShape(person(seed));
          expect(shape.surfaceZ(-x, y)).toBe(shape.surfaceZ(x, y));
        },
      ),
    );
  });

  it('has landmarks that mirror each other, the nose in the middle', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [leftEye, rightEye, nose, leftCorner, rightCorner] = new HeadShape(person(seed)).landmarks();
        expect({ ...leftEye!, x: -leftEye!.x }).toEqual(rightEye);
        expect({ ...leftCorner!, x: -leftCorner!.x }).toEqual(rightCorner);
        expect(nose!.x).toBe(0);
        expect(leftEye!.x).toBeLessThan(0);
        expect(leftCorner!.x).toBeLessThan(0);
        expect(leftEye!.y).toBeLessThan(nose!.y);
        expect(nose!.y).toBeLessThan(leftCorner!.y);
      }),
    );
  });

  it('puts the nose’s landmark where it stands out furthest', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -0.15, max: 0.15, noNaN: true }), (seed, away) => {
        const shape = new HeadShape(person(seed));
        const tip = shape.landmarks()[2]!;
        expect(shape.surfaceZ(0, tip.y + away)).toBeLessThan(tip.z + 1e-3);
        expect(shape.surfaceZ(away, tip.y)).toBeLessThan(tip.z + 1e-6);
      }),
    );
  });

  it('raises the mouth’s corners in a smile', () => {
    const { expression } = person(1);
    const corner = (lift: number, smile: boolean): { x: number; y: number } =>
      new HeadShape(person(1, { smile, expression: { ...expression, lift } })).landmarks()[4]!;
    expect(corner(0.08, true).y).toBeLessThan(corner(0, false).y);
    expect(corner(0.08, true).x).toBeGreaterThan(corner(0, false).x);
  });
});
