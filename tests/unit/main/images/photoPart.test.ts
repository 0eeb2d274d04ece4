import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/main/images/decode';
import { cropDecoded } from '../../../../src/main/images/decodedCrop';
import { cropPart, partAround } from '../../../../src/main/images/photoPart';
import { bytesOfCrop, type CropSpecification, type Region } from '../../../../src/main/images/region';

const size = { widthPx: 403, heightPx: 310 };
const specification: CropSpecification = { mode: 'face', sizePx: 24, marginPx: 4 };

/** A picture that differs everywhere, turned as a camera turns it where `orientation` says so. */
async function picture(orientation = 1): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = size;
  const samples = Buffer.from(
    Array.from({ length: width * height * 3 }, (_, at) => 128 + 90 * Math.sin(at / 97) + ((at * 7) % 31)),
  );
  const upright = sharp(samples, { raw: { width, height, channels: 3 } });
  if (orientation === 1) return upright.png().toBuffer();
  const turned = await upright.rotate(-90).png().toBuffer();
  return sharp(turned).withMetadata({ orientation }).png().toBuffer();
}

async function bothWays(bytes: Buffer, region: Region, reduction: number, wanted = specification) {
  const framing = { kind: 'region', region } as const;
  const [whole, part] = [0, 0].map(() => new Uint8ClampedArray(bytesOfCrop(wanted))) as [
    Uint8ClampedArray,
    Uint8ClampedArray,
  ];
  const decoded = await decodeImage(bytes, () => (reduction === 1 ? 1 : reduction));
  const origins = [
    cropDecoded(decoded, framing, wanted, whole),
    await cropPart(bytes, size, { framing, specification: wanted }, reduction, part),
  ];
  return { whole, part, origins };
}

describe('cropPart', () => {
  it.each<[string, Region]>([
    ['in the middle', { x: 100.5, y: 80.25, width: 60, height: 60 }],
    ['over the left and upper edge', { x: -20, y: -30, width: 90, height: 90 }],
    ['over the right and lower edge', { x: 350, y: 260, width: 100, height: 100 }],
    ['beside the image', { x: 500, y: 10, width: 40, height: 40 }],
    ['larger than the image', { x: -100, y: -100, width: 700, height: 700 }],
  ])('cuts what lies %s as out of the whole photo', async (_, region) => {
    const { whole, part, origins } = await bothWays(await picture(), region, 1);
    expect(part).toEqual(whole);
    expect(origins[1]).toEqual(origins[0]);
  });

  it('cuts a photo that a camera turned as out of the whole', async () => {
    const region = { x: 200, y: 100, width: 50, height: 50 };
    const { whole, part } = await bothWays(await picture(6), region, 1);
    expect(part).toEqual(whole);
  });

  it('stays on the grid of the reduced photo', () => {
    const large = { widthPx: 10_000, heightPx: 9_001 };
    const part = partAround({ x: 1234.5, y: 8_900, width: 500, height: 500 }, specification, large);
    expect([part.x % 8, part.y % 8, part.width % 8]).toEqual([0, 0, 0]);
    expect(part.y + part.height).toBe(9_001);
    expect(part.x).toBeLessThan(1234 - (500 / 24) * 4);
    expect(part.x + part.width).toBeGreaterThan(1735 + (500 / 24) * 4);
  });
});
