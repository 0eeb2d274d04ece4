import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { hasAvifEnd, hasPngEnd } from '../../../../src/main/datasets/imageEnd';

const image = sharp({ create: { width: 9, height: 9, channels: 3, background: '#246' } });

describe('hasPngEnd', () => {
  it('misses the end of every shorter file, and does not mind bytes after it', async () => {
    const bytes = await image.clone().png().toBuffer();
    expect(hasPngEnd(bytes)).toBe(true);
    expect(hasPngEnd(Buffer.concat([bytes, Buffer.from('more')]))).toBe(true);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(hasPngEnd(bytes.subarray(0, length)), `${length} bytes`).toBe(false);
    }
  });
});

describe('hasAvifEnd', () => {
  it('misses the end of every shorter file that does not end between two boxes', async () => {
    const bytes = await image.clone().avif().toBuffer();
    expect(hasAvifEnd(bytes)).toBe(true);
    const data = bytes.indexOf('mdat') - 4;
    for (let length = data + 8; length < bytes.length; length += 1) {
      expect(hasAvifEnd(bytes.subarray(0, length)), `${length} bytes`).toBe(false);
    }
  });

  it('reads long lengths, and one that means the rest of the file', () => {
    const box = (length: number, rest: string): Buffer => {
      const bytes = Buffer.from(`....mdat${rest}`, 'latin1');
      bytes.writeUInt32BE(length, 0);
      return bytes;
    };
    expect(hasAvifEnd(box(0, 'to the end'))).toBe(true);
    expect(hasAvifEnd(box(1, '\0\0\0\0\0\0\0\x14four'))).toBe(true);
    expect(hasAvifEnd(box(1, '\0\0\0\0\0\0\0\x15four'))).toBe(false);
    expect(hasAvifEnd(box(1, '\0\0'))).toBe(false);
    expect(hasAvifEnd(box(7, 'no box is so short'))).toBe(false);
  });

  it('ends on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void hasAvifEnd(Buffer.from(bytes))));
  });
});
