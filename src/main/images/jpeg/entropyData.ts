/** Entropy-coded data without byte stuffing, padded with zeros so that bits may be looked at beyond the end. */
export interface EntropyData {
  readonly bytes: Uint8Array;
  /** Bit position at which each restart interval ends. */
  readonly intervalEnds: readonly number[];
}

const paddingBytes = 1024;
const endOfImage = 0xd9;
let scratch = new Uint8Array(1 << 16);

/**
 * The data of the only scan (T.81, B.1.1.5), or null where it does not end with the image's end: a file that is
 * cut off, or one with more scans. Valid until the next call.
 */
export function readEntropyData(file: Uint8Array, scanStart: number): EntropyData | null {
  if (scratch.length < file.length + paddingBytes) scratch = new Uint8Array(2 * file.length + paddingBytes);
  const bytes = scratch;
  const intervalEnds: number[] = [];
  let length = 0;
  for (let position = scanStart; position + 1 < file.length; position += 1) {
    const byte = file[position]!;
    if (byte !== 0xff) {
      bytes[length++] = byte;
      continue;
    }
    const next = file[++position]!;
    if (next === 0) {
      bytes[length++] = 0xff;
    } else if (next === 0xff) {
      position -= 1;
    } else {
      intervalEnds.push(length * 8);
      if (next === endOfImage) {
        bytes.fill(0, length, length + paddingBytes);
        return { bytes, intervalEnds };
      }
      if (next !== 0xd0 + ((intervalEnds.length - 1) & 7)) return null;
    }
  }
  return null;
}
