/** Codes of at most this many bits are found by one look into a table. */
export const quickBits = 9;

/** A JPEG's Huffman codes (ITU-T T.81, annex C and F.2.2.3), laid out for fast decoding. */
export class HuffmanTable {
  private constructor(
    /** By the next 9 bits: code length · 256 + symbol; 0 where the code is longer. */
    readonly quick: Uint16Array,
    /**
     * By the next 9 bits, where they hold a whole AC code with its coefficient: coefficient · 256 + run of
     * zeros · 16 + bits used; 0 where they do not.
     */
    readonly quickCoefficient: Int32Array,
    /** By code length: one more than the last code of that length, shifted to 16 bits. */
    readonly limits: Int32Array,
    /** By code length: what to add to a code of that length for its place in `symbols`. */
    readonly offsets: Int32Array,
    readonly symbols: Uint8Array,
  ) {}

  /** From the number of codes of each length 1…16, and the symbols by growing code. Null where they are no code. */
  static from(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | null {
    const quick = new Uint16Array(1 << quickBits);
    const limits = new Int32Array(18);
    const offsets = new Int32Array(18);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= 16; length += 1) {
      offsets[length] = index - code;
      for (let count = counts[length - 1]!; count > 0; count -= 1) {
        if (code >= 1 << length) return null;
        if (length <= quickBits) {
          const first = code << (quickBits - length);
          quick.fill((length << 8) | symbols[index]!, first, first + (1 << (quickBits - length)));
        }
        code += 1;
        index += 1;
      }
      limits[length] = code << (16 - length);
      code <<= 1;
    }
    return new HuffmanTable(quick, quickCoefficients(quick), limits, offsets, symbols.slice());
  }
}

function quickCoefficients(quick: Uint16Array): Int32Array {
  const coefficients = new Int32Array(1 << quickBits);
  for (let bits = 0; bits < coefficients.length; bits += 1) {
    const length = quick[bits]! >> 8;
    const run = (quick[bits]! >> 4) & 15;
    const size = quick[bits]! & 15;
    if (length === 0 || size === 0 || length + size > quickBits) continue;
    const magnitude = (bits >> (quickBits - length - size)) & ((1 << size) - 1);
    coefficients[bits] = signedValue(magnitude, size) * 256 + run * 16 + length + size;
  }
  return coefficients;
}

/** The number that `size` bits stand for (T.81, F.2.2.1, EXTEND): a leading 0 means negative. */
export function signedValue(magnitude: number, size: number): number {
  return magnitude < 1 << (size - 1) ? magnitude - (1 << size) + 1 : magnitude;
}
