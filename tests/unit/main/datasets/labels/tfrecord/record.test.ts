import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../../../../src/main/datasets/labels/tfrecord/example';
import { crc32c, recordOf } from '../../../../../../src/main/datasets/labels/tfrecord/record';

describe('recordOf', () => {
  it('has the checksums of RFC 3720, masked', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    const record = recordOf(Buffer.from('abc'));
    expect(record.readBigUInt64LE(0)).toBe(3n);
    expect(record.toString('latin1', 12, 15)).toBe('abc');
    expect(record).toHaveLength(19);
  });
});

describe('exampleOf', () => {
  it('is protocol buffers’ encoding of features', () => {
    const example = exampleOf({ a: { integers: [1, 300] } });
    // Example{1: Features{1: entry{1: "a", 2: Feature{3: Int64List{1: packed 1, 300}}}}}
    expect(example.toString('hex')).toBe('0a0e0a0c0a016112071a050a0301ac02');
  });
});
