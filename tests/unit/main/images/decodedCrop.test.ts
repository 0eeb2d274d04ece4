import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeShrunk, type RgbxImage } from '../../../../src/main/images/decode';
import { cropDecoded, isFineEnough } from '../../../../src/main/images/decodedCrop';
import { cropSidePx, type CropSpecification } from '../../../../src/main/images/region';
import { centroid, dotSamples } from './dot';

const face: CropSpecification = { mode: 'face', sizePx: 64, marginPx: 16 };

describe('cropDecoded', () => {
  it('keeps the geometry of a photo that was shrunk by whatever factor', async () => {
    const at = { x: 913.7, y: 402.2 };
    const raw = { width: 1601, height: 1201, channels: 1 } as const;
    const bytes = await sharp(dotSamples(1601, 1201, at, 40), { raw })
      .toColourspace('srgb')
      .png()
      .toBuffer();
    const shrunk = await decodeShrunk(bytes, 768);
    const region = { x: 500.3, y: -80.1, width: 700.2, height: 800.9 };
    const side = cropSidePx(face);
    const target = new Uint8ClampedArray(side * side * 3);
    const origin = cropDecoded(shrunk, { kind: 'region', region }, face, target);
    expect(origin).toEqual({ image: { widthPx: 1601, heightPx: 1201 }, region });
    const found = centroid(new Uint8Array(target.buffer), side, 3);
    expect(Math.abs(found.x - (((at.x - region.x) / region.width) * 64 + 16))).toBeLessThan(0.1);
    expect(Math.abs(found.y - (((at.y - region.y) / region.height) * 64 + 16))).toBeLessThan(0.1);
  });
});

describe('isFineEnough', () => {
  const decoded = (widthPx: number, heightPx: number): RgbxImage => ({
    ...{ widthPx, heightPx, pixels: new Uint8Array(0) },
    original: { widthPx: 4000, heightPx: 3000 },
  });
  const square = (side: number) => ({ x: 0, y: 0, width: side, height: side });

  it.each([
    ['a photo that was not shrunk', decoded(4000, 3000), square(5), face, true],
    ['a region with a pixel for each of the crop’s', decoded(1000, 750), square(256), face, true],
    ['a region with fewer', decoded(1000, 750), square(255), face, false],
    ['a region that is narrow', decoded(1000, 750), { ...square(300), width: 200 }, face, false],
    ['a crop without anti-aliasing', decoded(1000, 750), square(900), { ...face, mode: 'image' }, false],
  ] as const)('knows %s', (_, image, region, specification, expected) => {
    expect(isFineEnough(image, region, specification)).toBe(expected);
  });
});
