import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '@shared/result';
import { decodeImage, decodeShrunk, maximumPixels, type RgbxImage } from '../../../../src/main/images/decode';

const colour = { r: 200, g: 100, b: 50 };

function plain(widthPx = 20, heightPx = 10): Sharp {
  return sharp({
    create: {
      width: widthPx,
      height: heightPx,
      channels: 3,
      background: colour,
    },
  });
}

async function noisyJpeg(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const;
  return await sharp({
    create: { width: 200, height: 200, channels: 3, background: colour, noise },
  })
    .jpeg()
    .toBuffer();
}

function pixel(image: RgbxImage, x: number, y: number): number[] {
  const start = (y * image.widthPx + x) * 4;
  return [...image.pixels.subarray(start, start + 3)];
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const thrown: unknown = await decodeImage(bytes).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ExpectedError);
  return (thrown as ExpectedError).code;
}

describe('decodeImage', () => {
  it('gives RGB for colour, gray, palette, 16-bit and other formats', async () => {
    const png = await plain().png().toBuffer();
    const gray = [128, 128, 128];
    const cases: [string, Buffer, number[], number][] = [
      ['PNG', png, [200, 100, 50], 0],
      ['palette', await sharp(png).png({ palette: true }).toBuffer(), [200, 100, 50], 0],
      ['16-bit PNG', await sharp(png).toColourspace('rgb16').png().toBuffer(), [200, 100, 50], 0],
      ['16-bit TIFF', await sharp(png).toColourspace('rgb16').tiff().toBuffer(), [200, 100, 50], 0],
      ['gray PNG', await sharp(png).greyscale().png().toBuffer(), gray, 1],
      ['gray 16-bit', await sharp(png).toColourspace('grey16').png().toBuffer(), gray, 1],
      ['gray JPEG', await sharp(png).greyscale().jpeg().toBuffer(), gray, 1],
      [
        'CMYK JPEG',
        await sharp(png).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(),
        [200, 100, 50],
        40,
      ],
      ['wide gamut', await sharp(png).withIccProfile('p3').png().toBuffer(), [200, 100, 50], 2],
      ['WebP', await sharp(png).webp({ lossless: true }).toBuffer(), [200, 100, 50], 0],
      ['GIF', await sharp(png).gif().toBuffer(), [200, 100, 50], 2],
      ['AVIF', await sharp(png).avif().toBuffer(), [200, 100, 50], 4],
    ];
    for (const [name, bytes, expected, tolerance] of cases) {
      const image = await decodeImage(bytes);
      expect([image.widthPx, image.heightPx, image.pixels.length], name).toEqual([20, 10, 800]);
      for (const [channel, value] of pixel(image, 10, 5).entries()) {
        expect(Math.abs(value - expected[channel]!), `${name}, channel ${channel}`).toBeLessThanOrEqual(
          tolerance,
        );
      }
    }
  });

  it('lays transparent pixels over mid-gray', async () => {
    const half = {
      create: {
        width: 4,
        height: 4,
        channels: 4,
        background: { ...colour, alpha: 0.5 },
      },
    } as const;
    for (const bytes of [
      await sharp(half).png().toBuffer(),
      await sharp(half).toColourspace('rgb16').png().toBuffer(),
    ]) {
      const image = await decodeImage(bytes);
      for (const [channel, value] of pixel(image, 2, 2).entries()) {
        const expected = ([200, 100, 50][channel]! + 128) / 2;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1.5);
      }
    }
  });

  it('takes the first frame of an animation', async () => {
    const frames = Buffer.concat([Buffer.alloc(8 * 8 * 3, 255), Buffer.alloc(8 * 8 * 3, 0)]);
    const gif = await sharp(frames, {
      raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
    })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const image = await decodeImage(gif);
    expect([image.widthPx, image.heightPx]).toEqual([8, 8]);
    expect(pixel(image, 4, 4)).toEqual([255, 255, 255]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns an image of EXIF orientation %i upright', async (orientation) => {
    const upright = Buffer.from(Array.from({ length: 12 * 8 * 3 }, (_, index) => (index * 37) % 256));
    const image = await decodeImage(await storedAs(upright, 12, 8, orientation));
    expect([image.widthPx, image.heightPx]).toEqual([12, 8]);
    expect(Buffer.from(image.pixels.filter((_, index) => index % 4 < 3)).equals(upright)).toBe(true);
  });

  it('decodes less of a large image where that is enough, by factors that divide it', async () => {
    const large = await sharp(await plain(1200, 808).png().toBuffer())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const padded = Buffer.concat([large, Buffer.alloc(100_000)]);
    const sizes: unknown[] = [];
    const eighth = await decodeImage(padded, (size) => (sizes.push(size), 8));
    expect(sizes).toEqual([{ widthPx: 808, heightPx: 1200 }]);
    expect(eighth).toMatchObject({
      widthPx: 101,
      heightPx: 150,
      original: { widthPx: 808, heightPx: 1200 },
    });
    for (const [channel, value] of pixel(eighth, 50, 75).entries()) {
      expect(Math.abs(value - [200, 100, 50][channel]!)).toBeLessThanOrEqual(3);
    }
    const odd = await plain(1202, 803).png({ compressionLevel: 0 }).toBuffer();
    expect(await decodeImage(odd, () => 8)).toMatchObject({
      widthPx: 1202,
      heightPx: 803,
    });
    expect(await decodeImage(large, () => 8)).toMatchObject({
      widthPx: 808,
      heightPx: 1200,
    });
  });

  it('refuses a file that is cut off, whatever its format', async () => {
    const jpeg = await noisyJpeg();
    const png = await sharp(jpeg).png().toBuffer();
    const webp = await sharp(jpeg).webp().toBuffer();
    for (const bytes of [jpeg, png, webp]) {
      expect(await codeOf(bytes.subarray(0, bytes.length / 2))).toBe('image-broken');
    }
    expect(await codeOf(jpeg.subarray(0, 20))).toBe('image-broken');
  });

  it('refuses what is no photo', async () => {
    expect(await codeOf(Buffer.alloc(0))).toBe('image-unsupported');
    expect(await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toBe(
      'image-unsupported',
    );
    expect(await codeOf(Buffer.from('%PDF-1.4'))).toBe('image-unsupported');
  });

  it('refuses an image of too many pixels before it decodes one', async () => {
    const side = Math.ceil(Math.sqrt(maximumPixels)) + 1;
    const bomb = Buffer.from(await plain(8, 8).png().toBuffer());
    bomb.writeUInt32BE(side, 16);
    bomb.writeUInt32BE(side, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await codeOf(bomb)).toBe('image-too-large');
  });
});

/** Where the upright picture has the stored pixel (row, column), by EXIF 2.3, 4.6.4 (tag 274). */
const uprightPlace: Record<number, (row: number, column: number, w: number, h: number) => [number, number]> =
  {
    1: (row, column) => [column, row],
    2: (row, column, w) => [w - 1 - column, row],
    3: (row, column, w, h) => [w - 1 - column, h - 1 - row],
    4: (row, column, _w, h) => [column, h - 1 - row],
    5: (row, column) => [row, column],
    6: (row, column, w) => [w - 1 - row, column],
    7: (row, column, w, h) => [w - 1 - row, h - 1 - column],
    8: (row, column, _w, h) => [row, h - 1 - column],
  };

/** The upright picture's pixels as a camera held otherwise stores them, with the tag that says so. */
async function storedAs(upright: Buffer, w: number, h: number, orientation: number): Promise<Buffer> {
  const [width, height] = orientation > 4 ? [h, w] : [w, h];
  const stored = Buffer.alloc(upright.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [x, y] = uprightPlace[orientation]!(row, column, w, h);
      upright.copy(stored, (row * width + column) * 3, (y * w + x) * 3, (y * w + x + 1) * 3);
    }
  }
  return await sharp(stored, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
}

describe('decodeShrunk', () => {
  it('shrinks to the longest side, upright, and knows the original’s size', async () => {
    const turned = await plain(900, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const image = await decodeShrunk(turned, 300);
    expect(image).toMatchObject({ widthPx: 200, heightPx: 300, original: { widthPx: 600, heightPx: 900 } });
    expect(image.pixels).toHaveLength(200 * 300 * 4);
    pixel(image, 100, 150).forEach((value, index) =>
      expect(Math.abs(value - [200, 100, 50][index]!)).toBeLessThan(3),
    );
  });

  it('enlarges nothing, and takes the first frame of several, gray and CMYK', async () => {
    const png = await plain(20, 10).png().toBuffer();
    const frames = await sharp(Buffer.concat([await plain(20, 10).raw().toBuffer(), Buffer.alloc(600)]), {
      raw: { width: 20, height: 20, channels: 3, pageHeight: 10 },
    })
      .gif({ loop: 0, delay: [100, 100] })
      .toBuffer();
    for (const bytes of [png, frames, await sharp(png).toColourspace('cmyk').tiff().toBuffer()]) {
      const image = await decodeShrunk(bytes, 300);
      expect(image).toMatchObject({ widthPx: 20, heightPx: 10 });
      expect(pixel(image, 10, 5)[0]).toBeGreaterThan(150);
    }
    const gray = await decodeShrunk(await sharp(png).greyscale().jpeg().toBuffer(), 300);
    expect(new Set(pixel(gray, 10, 5)).size).toBe(1);
  });

  it('fails as decodeImage does', async () => {
    const jpeg = await noisyJpeg();
    const broken: unknown = await decodeShrunk(jpeg.subarray(0, jpeg.length / 2), 300).catch(
      (error: unknown) => error,
    );
    expect(broken).toMatchObject({ code: 'image-broken' });
    const none: unknown = await decodeShrunk(Buffer.from('<svg/>'), 300).catch((error: unknown) => error);
    expect(none).toMatchObject({ code: 'image-unsupported' });
  });
});
