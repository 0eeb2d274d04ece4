import type { Box } from '@shared/domain/face';
import { describe, expect, it } from 'vitest';
import { thumbnailRegion, versionOf } from '../../../../src/main/images/facePicture';

const box: Box = { x: 50, y: 60, width: 100, height: 80, drawnBy: 'hand' };
const face = { imageWidthPx: 200, imageHeightPx: 300, contentHash: 'abc', box };

describe('thumbnailRegion', () => {
  it('is the square around the box and 8 % beyond each side', () => {
    const region = thumbnailRegion(face);
    expect(region.x).toBeCloseTo(42, 9);
    expect(region.y).toBeCloseTo(42, 9);
    expect(region.width).toBeCloseTo(116, 9);
    expect(region.height).toBeCloseTo(116, 9);
  });

  it('is around the whole image where there is no box', () => {
    const region = thumbnailRegion({ ...face, box: null });
    expect(region.x).toBeCloseTo(-50 - 24, 9);
    expect(region.y).toBeCloseTo(-24, 9);
    expect(region.width).toBeCloseTo(348, 9);
  });
});

describe('versionOf', () => {
  const [image, crop] = versionOf(face).split('.');

  it('changes with the crop, and the image keeps its part', () => {
    const moved = versionOf({ ...face, box: { ...box, x: 51 } }).split('.');
    expect(moved[0]).toBe(image);
    expect(moved[1]).not.toBe(crop);
  });

  it('changes with the image’s bytes', () => {
    const other = versionOf({ ...face, contentHash: 'abd' }).split('.');
    expect(other[0]).not.toBe(image);
  });

  it('stays when the same square is drawn by another', () => {
    expect(
      versionOf({ ...face, box: { ...box, y: 50, height: 100, drawnBy: 'landmarks', score: 0.5 } }),
    ).toBe(versionOf(face));
  });
});
