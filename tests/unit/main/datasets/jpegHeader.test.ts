import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJpegHeader } from '../../../../src/main/datasets/jpegHeader';
import { type ByteOrder, exifSegment, segment, withSegments } from '../../../support/jpegSegments';

let baseline: Buffer;
let progressive: Buffer;
beforeAll(async () => {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const image = sharp({ create: { width: 70, height: 50, channels: 3, background: '#000', noise } });
  const pixels = await image.png().toBuffer();
  baseline = await sharp(pixels).jpeg().toBuffer();
  progressive = await sharp(pixels).jpeg({ progressive: true }).toBuffer();
});

const orders: ByteOrder[] = ['II', 'MM'];

describe('readJpegHeader', () => {
  it('reads the size of baseline and progressive files', () => {
    const header = { widthPx: 70, heightPx: 50, orientation: 1, complete: true };
    expect(readJpegHeader(baseline)).toEqual(header);
    expect(readJpegHeader(progressive)).toEqual(header);
  });

  it.each(orders)('reads every EXIF orientation in byte order %s, as the decoder does', async (order) => {
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      for (const tagsBefore of [0, 3]) {
        const bytes = withSegments(baseline, exifSegment(orientation, order, tagsBefore));
        expect(readJpegHeader(bytes)).toMatchObject({ widthPx: 70, heightPx: 50, orientation });
        expect((await sharp(bytes).metadata()).orientation).toBe(orientation);
      }
    }
  });

  it.each(orders)('takes an orientation that means nothing for none (byte order %s)', (order) => {
    for (const orientation of [0, 9, 0xffff]) {
      const bytes = withSegments(baseline, exifSegment(orientation, order));
      expect(readJpegHeader(bytes)).toMatchObject({ orientation: 1 });
    }
  });

  it('finds the orientation among other segments', () => {
    const rights = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>', 'latin1'));
    const bytes = withSegments(
      baseline,
      segment(0xfe, Buffer.from('said')),
      rights,
      exifSegment(6, 'MM'),
      rights,
    );
    expect(readJpegHeader(bytes)).toMatchObject({ orientation: 6, complete: true });
  });

  it('steps over the bytes that fill up before a marker', () => {
    const bytes = withSegments(baseline, Buffer.from([0xff, 0xff]), exifSegment(3, 'II'));
    expect(readJpegHeader(bytes)).toMatchObject({ widthPx: 70, orientation: 3 });
  });

  it('takes neither the size nor the end of a thumbnail for the picture’s', async () => {
    const thumbnail = await sharp(baseline).resize(16, 12).jpeg().toBuffer();
    const exif = exifSegment(6, 'II');
    const withThumbnail = segment(0xe1, Buffer.concat([exif.subarray(4), thumbnail]));
    const bytes = withSegments(baseline, withThumbnail);
    expect(readJpegHeader(bytes)).toEqual({ widthPx: 70, heightPx: 50, orientation: 6, complete: true });
    expect(readJpegHeader(bytes.subarray(0, -40))).toMatchObject({ widthPx: 70, complete: false });
  });

  it.each(['baseline', 'progressive'])('sees everywhere that a %s file is cut off', (kind) => {
    const bytes = kind === 'baseline' ? baseline : progressive;
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
    for (let length = 0; length < bytes.length; length += length < 700 ? 1 : 13) {
      const header = readJpegHeader(bytes.subarray(0, length));
      // Up to the length field of the first scan there is no header; after it, one without its picture.
      if (length < scan + 4) expect(header, `${length} bytes`).toBeNull();
      else expect(header, `${length} bytes`).toMatchObject({ widthPx: 70, complete: false });
    }
    expect(readJpegHeader(Buffer.concat([bytes, Buffer.from('trailing bytes')]))?.complete).toBe(true);
  });

  it('makes nothing of a picture without width or height, or without segments', () => {
    const frame = baseline.indexOf(Buffer.from([0xff, 0xc0]));
    for (const offset of [5, 7]) {
      const bytes = Buffer.from(baseline);
      bytes.writeUInt16BE(0, frame + offset);
      expect(readJpegHeader(bytes)).toBeNull();
    }
    expect(readJpegHeader(Buffer.from('\xff\xd8\xffplain text', 'latin1'))).toBeNull();
    expect(readJpegHeader(Buffer.alloc(0))).toBeNull();
  });

  it('never throws, whatever the bytes', () => {
    const start = fc.constantFrom('', 'ffd8', 'ffd8ffe1', 'ffd8ffe1001c457869660000', 'ffd8ffc0000b08');
    const anything = fc
      .tuple(start, fc.uint8Array({ maxLength: 64 }))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'hex'), rest]));
    fc.assert(
      fc.property(anything, (bytes) => void readJpegHeader(bytes)),
      { numRuns: 3000 },
    );
  });

  it('never throws on a real file with some bytes changed, and answers a size or nothing', () => {
    const real = withSegments(baseline, exifSegment(6, 'II'), exifSegment(8, 'MM'));
    const change = fc.tuple(fc.nat({ max: 800 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(), (changes, length) => {
        const bytes = Buffer.from(real.subarray(0, length % (real.length + 1)));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const header = readJpegHeader(bytes);
        if (header === null) return;
        expect(Math.min(header.widthPx, header.heightPx)).toBeGreaterThan(0);
        expect(header.orientation).toBeGreaterThanOrEqual(1);
        expect(header.orientation).toBeLessThanOrEqual(8);
      }),
      { numRuns: 2000 },
    );
  });
});
