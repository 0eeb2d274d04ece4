import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Camera, type Turn } from '../../../../../src/main/datasets/synthetic/camera';
import { HeadShape } from '../../../../../src/main/datasets/synthetic/headShape';
import { person } from './people';

const angle = fc.double({ min: -1.1, max: 1.1, noNaN: true });
const turns = fc.record({ yaw: angle, pitch: fc.double({ min: -0.3, max: 0.3, noNaN: true }), roll: angle });

function seen(seed: number, turn: Turn): { x: number; y: number }[] {
  const camera = new Camera(turn);
  return new HeadShape(person(seed)).landmarks().map((point) => camera.project(point));
}

describe('Camera', () => {
  it('shows a mirrored turn as the mirrored picture, with left and right exchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), turns, (seed, { yaw, pitch, roll }) => {
        const points = seen(seed, { yaw, pitch, roll });
        const mirrored = seen(seed, { yaw: -yaw, pitch, roll: -roll });
        for (const [index, partner] of [1, 0, 2, 4, 3].entries()) {
          expect(mirrored[index]!.x).toBeCloseTo(-points[partner]!.x, 5);
          expect(mirrored[index]!.y).toBeCloseTo(points[partner]!.y, 5);
        }
      }),
    );
  });

  it('turns the nose to the image’s left by a positive yaw, and up by a positive pitch', () => {
    const nose = (turn: Partial<Turn>): { x: number; y: number } =>
      seen(3, { yaw: 0, pitch: 0, roll: 0, ...turn })[2]!;
    expect(nose({ yaw: 0.6 }).x).toBeLessThan(nose({}).x - 0.2);
    expect(nose({ pitch: 0.2 }).y).toBeLessThan(nose({}).y - 0.1);
  });

  it('rolls clockwise by a positive roll', () => {
    const [leftEye, rightEye] = seen(3, { yaw: 0, pitch: 0, roll: 0.3 });
    expect(Math.atan2(rightEye!.y - leftEye!.y, rightEye!.x - leftEye!.x)).toBeCloseTo(0.3, 2);
  });

  it('shows what is nearer larger', () => {
    const camera = new Camera({ yaw: 0, pitch: 0, roll: 0 });
    const near = camera.project({ x: 0.3, y: 0, z: 1 });
    const far = camera.project({ x: 0.3, y: 0, z: -1 });
    expect(near.x).toBeGreaterThan(far.x);
  });
});
