import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { drawAugmentation } from '../../../../../src/main/learning/augmentation/draw';
import { affineOf, movePoints } from '../../../../../src/main/learning/augmentation/affine';
import { Random } from '../../../../../src/main/learning/random';

const studio = presetConfiguration('studio', mtflTemplate).augmentation!;
const nothing = {
  flip: 0,
  rotationDegrees: 0,
  scale: [1, 1],
  shift: 0,
  brightness: 0,
  contrast: [1, 1],
} as const;

describe('drawAugmentation', () => {
  it('draws the same for the same seed', () => {
    expect(drawAugmentation(studio, Random.fromSeed(3))).toEqual(
      drawAugmentation(studio, Random.fromSeed(3)),
    );
  });

  it('moves nothing when nothing is asked for', () => {
    const { affine, ...rest } = drawAugmentation(nothing, Random.fromSeed(3));
    const points = Float32Array.of(0.2, 0.7);
    movePoints(points, affine);
    expect(points).toEqual(Float32Array.of(0.2, 0.7));
    expect(rest).toEqual({ flip: false, contrast: 1, brightness: 0, saturation: 1 });
  });

  it('keeps to the configured ranges and flips half of the faces', () => {
    const random = Random.fromSeed(4);
    // Without an alignment there is nothing to realign by, whatever share is asked for.
    const draws = Array.from({ length: 2000 }, () => drawAugmentation(studio, random, null));
    const zooms = draws.map(({ affine }) => Math.hypot(affine.xx, affine.yx));
    expect(Math.min(...zooms)).toBeGreaterThanOrEqual(0.84 - 1e-9);
    expect(Math.max(...zooms)).toBeLessThanOrEqual(1.24 + 1e-9);
    expect(draws.every(({ contrast }) => contrast >= 0.7 && contrast <= 1.7)).toBe(true);
    expect(draws.every(({ brightness }) => Math.abs(brightness) <= 0.1)).toBe(true);
    const flips = draws.filter(({ flip }) => flip).length;
    expect(flips).toBeGreaterThan(900);
    expect(flips).toBeLessThan(1100);
    const degrees = draws.map(({ affine }) => (Math.atan2(-affine.xy, affine.yy) * 180) / Math.PI);
    const deviation = Math.sqrt(degrees.reduce((sum, angle) => sum + angle * angle, 0) / degrees.length);
    expect(deviation).toBeGreaterThan(13.5);
    expect(deviation).toBeLessThan(16.5);
  });

  it('draws each setting apart from the others', () => {
    const withoutFlip = drawAugmentation({ ...studio, flip: 0 }, Random.fromSeed(9));
    const withFlip = drawAugmentation({ ...studio, flip: 1 }, Random.fromSeed(9));
    expect(withFlip.contrast).toBe(withoutFlip.contrast);
    expect(withFlip.affine.xy).toBe(withoutFlip.affine.xy);
    expect(withFlip.affine.xx).toBe(-withoutFlip.affine.xx);
  });

  it('shows the share of faces that is asked for in gray, and the others’ colours within their range', () => {
    const random = Random.fromSeed(11);
    const coloured = { ...nothing, saturation: [0.4, 1.2], gray: 0.1 } as const;
    const draws = Array.from({ length: 2000 }, () => drawAugmentation(coloured, random).saturation);
    const others = draws.filter((saturation) => saturation !== 0);
    expect(others.length).toBeGreaterThan(1740);
    expect(others.length).toBeLessThan(1860);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(0.4);
    expect(Math.min(...others)).toBeLessThan(0.41);
    expect(Math.max(...others)).toBeLessThanOrEqual(1.2);
    expect(Math.max(...others)).toBeGreaterThan(1.19);
  });

  it('draws the same else, whatever becomes of the colours', () => {
    const [plain, coloured] = [studio, { ...studio, saturation: [0.2, 2], gray: 0.5 } as const].map((one) => {
      const { saturation, ...rest } = drawAugmentation(one, Random.fromSeed(12));
      return { saturation, rest };
    });
    expect(coloured!.rest).toEqual(plain!.rest);
    expect(coloured!.saturation).not.toBe(plain!.saturation);
  });

  it('shows the share of faces that is asked for as their alignment says, but for what a first look is off', () => {
    const random = Random.fromSeed(5);
    const alignment = affineOf({ flip: false, rotationRadians: 2, zoom: 1.4, shiftX: 0.3, shiftY: 0 });
    const draws = Array.from({ length: 2000 }, () =>
      drawAugmentation({ ...studio, flip: 0, realigned: 0.6 }, random, alignment),
    );
    // Turned by two radians is what no jitter does.
    const turn = ({ affine }: (typeof draws)[number]): number => Math.atan2(affine.yx, affine.xx);
    const realigned = draws.filter((draw) => turn(draw) > 1.5);
    expect(realigned.length).toBeGreaterThan(1100);
    expect(realigned.length).toBeLessThan(1300);
    const zooms = realigned.map(({ affine }) => Math.hypot(affine.xx, affine.yx));
    expect(Math.min(...zooms)).toBeGreaterThanOrEqual(1.4 * 0.9 - 1e-9);
    expect(Math.max(...zooms)).toBeLessThanOrEqual(1.4 * 1.11 + 1e-9);
    const deviation = Math.sqrt(
      realigned.reduce((sum, draw) => sum + (turn(draw) - 2) ** 2, 0) / realigned.length,
    );
    expect((deviation * 180) / Math.PI).toBeGreaterThan(3.5);
    expect((deviation * 180) / Math.PI).toBeLessThan(4.5);
  });

  it('mirrors a face that is shown realigned about the middle of the crop', () => {
    const alignment = affineOf({ flip: false, rotationRadians: 0.5, zoom: 1.2, shiftX: 0.1, shiftY: -0.1 });
    const draw = (flip: number) =>
      drawAugmentation({ ...nothing, flip, realigned: 1 }, Random.fromSeed(6), alignment);
    const point = (flip: number): Float32Array => {
      const moved = Float32Array.of(0.3, 0.4);
      movePoints(moved, draw(flip).affine);
      return moved;
    };
    const turns = (flip: number): number => {
      const { xx, xy, yx, yy } = draw(flip).affine;
      return Math.sign(xx * yy - xy * yx);
    };
    expect([turns(0), turns(1)]).toEqual([1, -1]);
    expect(point(0)).not.toEqual(point(1));
  });

  it('draws nothing else for the faces that are not', () => {
    const alignment = affineOf({ flip: false, rotationRadians: 1, zoom: 1.4, shiftX: 0.3, shiftY: 0 });
    const without = drawAugmentation({ ...studio, realigned: 0 }, Random.fromSeed(8), alignment);
    expect(without).toEqual(drawAugmentation(studio, Random.fromSeed(8), null));
  });
});
