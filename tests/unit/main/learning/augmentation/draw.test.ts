import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { drawAugmentation } from '../../../../../src/main/learning/augmentation/draw';
import { movePoints } from '../../../../../src/main/learning/augmentation/affine';
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
    expect(rest).toEqual({ flip: false, contrast: 1, brightness: 0 });
  });

  it('keeps to the configured ranges and flips half of the faces', () => {
    const random = Random.fromSeed(4);
    const draws = Array.from({ length: 2000 }, () => drawAugmentation(studio, random));
    const zooms = draws.map(({ affine }) => Math.hypot(affine.xx, affine.yx));
    expect(Math.min(...zooms)).toBeGreaterThanOrEqual(0.84 - 1e-9);
    expect(Math.max(...zooms)).toBeLessThanOrEqual(1.24 + 1e-9);
    expect(draws.every(({ contrast }) => contrast >= 0.7 && contrast <= 1.3)).toBe(true);
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
});
