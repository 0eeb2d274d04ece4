import { describe, expect, it } from 'vitest';
import { crc32c, recordOf, recordsIn } from '../../../../src/main/tfrecord/record';

describe('CRC-32C', () => {
  it('is what RFC 3720 gives as examples', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });
});

describe('a TFRecord file', () => {
  const texts = ['one', '', 'three'.repeat(100)];
  const file = Buffer.concat(texts.map((text) => recordOf(Buffer.from(text))));
  const read = (bytes: Buffer): string[] => [...recordsIn(bytes)].map(({ data }) => data.toString());

  it('begins each record with its length, and frames it by masked checksums', () => {
    // As TensorBoard's own writer frames the three bytes "abc".
    expect(recordOf(Buffer.from('abc')).toString('hex')).toBe('0300000000000000b099490e6162636e57f121');
  });

  it('is read as it was written', () => {
    expect(read(file)).toEqual(texts);
    expect([...recordsIn(file)].map(({ start, end }) => end - start)).toEqual([19, 16, 516]);
  });

  it('ends where it was cut off or damaged', () => {
    for (const length of [file.length - 1, 35 + 12, 35 + 5, 36]) {
      expect(read(file.subarray(0, length))).toEqual(texts.slice(0, 2));
    }
    for (const place of [0, 9, 13, 17]) {
      const damaged = Buffer.from(file);
      damaged[19 + 16 + place]! ^= 1;
      expect(read(damaged)).toEqual(texts.slice(0, 2));
    }
  });
});
