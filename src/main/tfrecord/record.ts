/** Bytes around a record's data: its length and the length's checksum before, the data's checksum after. */
const headBytes = 12;
const tailBytes = 4;

/** A TFRecord file's framing (tensorflow.org/tutorials/load_data/tfrecord): length, its checksum, data, its checksum. */
export function recordOf(data: Uint8Array): Buffer {
  const record = Buffer.alloc(headBytes + data.length + tailBytes);
  record.writeBigUInt64LE(BigInt(data.length), 0);
  record.writeUInt32LE(maskedChecksum(record.subarray(0, 8)), 8);
  record.set(data, headBytes);
  record.writeUInt32LE(maskedChecksum(data), headBytes + data.length);
  return record;
}

/** The records of a file up to its end, or up to the first one that is cut off or damaged. */
export function* recordsIn(
  file: Buffer,
): Generator<{ readonly data: Buffer; readonly start: number; readonly end: number }> {
  let start = 0;
  while (start + headBytes + tailBytes <= file.length) {
    if (file.readUInt32LE(start + 8) !== maskedChecksum(file.subarray(start, start + 8))) return;
    const length = Number(file.readBigUInt64LE(start));
    const end = start + headBytes + length + tailBytes;
    if (end > file.length) return;
    const data = file.subarray(start + headBytes, end - tailBytes);
    if (file.readUInt32LE(end - tailBytes) !== maskedChecksum(data)) return;
    yield { data, start, end };
    start = end;
  }
}

const maskDelta = 0xa282ead8;

/** CRC-32C, turned so that a checksum of data with checksums in it stays a good one. */
function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c(bytes);
  return (((checksum >>> 15) | (checksum << 17)) + maskDelta) >>> 0;
}

/** Castagnoli's polynomial, its bits in reverse (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
});

export function crc32c(bytes: Uint8Array): number {
  let checksum = 0xffffffff;
  for (let index = 0; index < bytes.length; index += 1) {
    checksum = table[(checksum ^ bytes[index]!) & 0xff]! ^ (checksum >>> 8);
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
