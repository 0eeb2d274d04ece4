import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePlainJpeg, type ComponentPlane } from '../../../../../src/main/images/jpeg/decoder';
import { readPlainJpegHeader } from '../../../../../src/main/images/jpeg/header';

/** A 21 × 13 gray picture with a restart marker after every second block. */
const withRestarts = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAANABUBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/90ABAAC/9oACAEBAAA/AGizfQc3rOt2ZR5JULt2nqTnJ/uinSWjXv8AxUCMEMf7wwlcjKcAbuOTtz/+rn//0FfzvE3EZNuLUnnmQuG456YxtpTanwwi33nNdEv5O3Gw/wB7Oee46V//0ZJtP+2b9cEgjAxL5GzP3Acjdnvt9O/fFQ3sn9vLE2xYDEO435B7dsYx+tf/2Q==',
  'base64',
);

const everything = {
  blockSize: 8 as const,
  left: 0,
  top: 0,
  right: 1 << 16,
  bottom: 1 << 16,
};

function decode(file: Uint8Array): readonly ComponentPlane[] | null {
  const header = readPlainJpegHeader(file);
  return header && decodePlainJpeg(file, header, [everything, everything, everything]);
}

/** Blotches and noise: coefficients of all sizes, and blocks without any. */
function drawing(width: number, height: number, seed: number, channels: 1 | 3): Sharp {
  const samples = Buffer.alloc(width * height * channels);
  let state = seed + 1;
  for (let index = 0; index < samples.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const x = Math.floor(index / channels) % width;
    const y = Math.floor(index / channels / width);
    const blotch = ((x >> 4) + (y >> 4) * (1 + (index % channels))) & 1 ? 200 : 60;
    const noise = (x >> 5) & 1 ? 0 : (state >>> 24) / 2 - 64;
    samples[index] = Math.max(0, Math.min(255, blotch + noise));
  }
  return sharp(samples, { raw: { width, height, channels } });
}

async function grayByLibjpeg(file: Buffer): Promise<Buffer> {
  return await sharp(file).toColourspace('b-w').raw().toBuffer();
}

function rowsOf({ samples, stride }: ComponentPlane, width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, row) =>
    samples.subarray(row * stride, row * stride + width),
  );
  return Buffer.concat(rows);
}

describe('decodePlainJpeg', () => {
  it('gives the very samples that libjpeg gives, for any size and quality', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 2, max: 100 }),
        fc.nat(1000),
        async (width, height, quality, seed) => {
          const file = await drawing(width, height, seed, 1)
            .toColourspace('b-w')
            .jpeg({ quality })
            .toBuffer();
          const planes = decode(file);
          expect(planes).toHaveLength(1);
          expect(rowsOf(planes![0]!, width, height).equals(await grayByLibjpeg(file))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('follows restart markers', async () => {
    expect(readPlainJpegHeader(withRestarts)).toMatchObject({
      widthPx: 21,
      heightPx: 13,
      restartInterval: 2,
    });
    const planes = decode(withRestarts);
    expect(rowsOf(planes![0]!, 21, 13).equals(await grayByLibjpeg(withRestarts))).toBe(true);
  });

  it.each(['4:4:4', '4:2:0'])(
    'gives the planes of a colour picture with %s sampling',
    async (chromaSubsampling) => {
      const file = await drawing(45, 37, 5, 3).jpeg({ quality: 85, chromaSubsampling }).toBuffer();
      const planes = decode(file)!;
      const expected = await sharp(file).raw().toBuffer();
      expect(planes).toHaveLength(3);
      const [luma, blue, red] = planes;
      const halved = chromaSubsampling === '4:2:0';
      for (let y = 0; y < 37; y += 1) {
        for (let x = 0; x < 45; x += 1) {
          const [r, g, b] = expected.subarray((y * 45 + x) * 3, (y * 45 + x) * 3 + 3);
          if ([r!, g!, b!].some((value) => value === 0 || value === 255)) continue; // Clamped: not invertible.
          const fromRgb = 0.299 * r! + 0.587 * g! + 0.114 * b!;
          expect(Math.abs(luma!.samples[y * luma!.stride + x]! - fromRgb)).toBeLessThan(1.5);
          if (halved) continue; // libjpeg has smoothed the colour.
          const fromBlue = 128 + (b! - fromRgb) / 1.772;
          const fromRed = 128 + (r! - fromRgb) / 1.402;
          expect(Math.abs(blue!.samples[y * blue!.stride + x]! - fromBlue)).toBeLessThan(1.5);
          expect(Math.abs(red!.samples[y * red!.stride + x]! - fromRed)).toBeLessThan(1.5);
        }
      }
      expect(blue!.stride).toBe(halved ? 24 : 48);
    },
  );

  it('computes the wanted samples as if it computed all', async () => {
    const file = await drawing(90, 70, 9, 3).jpeg().toBuffer();
    const header = readPlainJpegHeader(file)!;
    const all = decode(file)!.map(({ samples, stride }) => ({
      samples: samples.slice(),
      stride,
    }));
    const window = {
      blockSize: 8 as const,
      left: 13,
      top: 21,
      right: 30,
      bottom: 33,
    };
    const part = decodePlainJpeg(file, header, [window, window, window])!;
    for (const [index, { samples, stride }] of part.entries()) {
      for (let y = window.top; y < window.bottom; y += 1) {
        const [from, to] = [y * stride + window.left, y * stride + window.right];
        expect(samples.subarray(from, to)).toEqual(all[index]!.samples.subarray(from, to));
      }
    }
  });

  it('gives half the size as the mean of each four pixels, but for what no half size can hold', async () => {
    // Smooth: a mean of four pixels and a picture without its highest frequencies are then the same.
    const samples = Buffer.alloc(64 * 48);
    samples.forEach((_, index) => {
      const [x, y] = [index % 64, Math.floor(index / 64)];
      samples[index] = Math.round(128 + 60 * Math.sin(x / 7) + 50 * Math.cos(y / 6));
    });
    const gray = sharp(samples, {
      raw: { width: 64, height: 48, channels: 1 },
    }).toColourspace('b-w');
    const file = await gray.jpeg({ quality: 100 }).toBuffer();
    const header = readPlainJpegHeader(file)!;
    const [half] = decodePlainJpeg(file, header, [{ ...everything, blockSize: 4 }])!;
    expect(half!.stride).toBe(32);
    for (let y = 0; y < 24; y += 1) {
      for (let x = 0; x < 32; x += 1) {
        const corner = y * 128 + x * 2;
        const mean =
          (samples[corner]! + samples[corner + 1]! + samples[corner + 64]! + samples[corner + 65]!) / 4;
        expect(Math.abs(half!.samples[y * 32 + x]! - mean)).toBeLessThan(3);
      }
    }
  });

  it('leaves to others what is not plain', async () => {
    const picture = drawing(40, 40, 3, 3);
    const others = [
      await picture.clone().jpeg({ progressive: true }).toBuffer(),
      await picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      await picture.clone().withIccProfile('p3').jpeg().toBuffer(),
      await picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
      await picture.clone().png().toBuffer(),
      Buffer.alloc(0),
    ];
    for (const file of others) expect(readPlainJpegHeader(file)).toBeNull();
  });

  it('takes no file that is cut off, and none with data after the last block missing', async () => {
    const file = await drawing(40, 40, 3, 3).jpeg().toBuffer();
    for (let length = 0; length < file.length; length += 7) {
      expect(decode(file.subarray(0, length)), `${length} bytes`).toBeNull();
    }
    expect(decode(Buffer.concat([file, Buffer.from('trailing bytes')]))).not.toBeNull();
  });

  it('neither throws nor hangs on damaged files, and stays right afterwards', async () => {
    const file = await drawing(64, 48, 3, 3).jpeg({ quality: 90 }).toBuffer();
    const sound = decode(file)!.map(({ samples, stride }) => rowsOf({ samples, stride }, 24, 24));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), {
          minLength: 1,
          maxLength: 8,
        }),
        (damages) => {
          const damaged = Buffer.from(file);
          for (const [position, value] of damages) damaged[position] = value;
          decode(damaged);
          const again = decode(file)!.map(({ samples, stride }) => rowsOf({ samples, stride }, 24, 24));
          expect(again.every((rows, index) => rows.equals(sound[index]!))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
