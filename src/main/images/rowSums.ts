import type { AxisWeights } from './resample';

/**
 * Weights are 256ths, so that a weighted byte takes 16 bits: four bytes are read as one number, of which the
 * even and the odd ones are multiplied and added two at a time.
 */
export const weightOne = 256;
const everyOther = 0x00ff00ff;
/** Half of a 256th in each 16 bits. */
const rounding = 0x00800080;
/** Rows added in one go: each sum is then fetched and stored once for four rows. */
const rowsAtOnce = 4;

/** Part of some rows of bytes. All numbers are multiples of four. */
export interface RowBytes {
  readonly bytes: Uint8Array;
  readonly stride: number;
  readonly left: number;
  readonly width: number;
}

/**
 * Weighted sums of rows, rounded to bytes. Row 0 of `rows` is row `firstRow` of the weights. Result:
 * [weights.first.length, rows.width] in `target`.
 */
export function sumRows(rows: RowBytes, weights: AxisWeights, firstRow: number, target: Uint8Array): void {
  const source = wordsOf(rows.bytes);
  const sums = wordsOf(target);
  const stride = rows.stride >> 2;
  const width = rows.width >> 2;
  const even = new Int32Array(width);
  const odd = new Int32Array(width);
  const { first, taps } = weights;
  const weightAt = (tap: number, start: number): number => (tap < taps ? weights.weights[start + tap]! : 0);
  for (let output = 0; output < first.length; output += 1) {
    const start = output * taps;
    even.fill(rounding);
    odd.fill(rounding);
    for (let tap = 0; tap < taps; tap += rowsAtOnce) {
      const row = (first[output]! - firstRow + tap) * stride + (rows.left >> 2);
      // Rows without weight may lie outside of the picture.
      const count = Math.min(rowsAtOnce, taps - tap);
      const fours: FourRows = {
        row,
        second: count > 1 ? stride : 0,
        third: count > 2 ? 2 * stride : 0,
        fourth: count > 3 ? 3 * stride : 0,
        weight: weightAt(tap, start),
        secondWeight: weightAt(tap + 1, start),
        thirdWeight: weightAt(tap + 2, start),
        fourthWeight: weightAt(tap + 3, start),
      };
      addRows(source, fours, even, odd);
    }
    writeSums(even, odd, sums, output * width);
  }
}

function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** Where four rows begin, the last three as distances from the first, and their weights. */
interface FourRows {
  readonly row: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
  readonly weight: number;
  readonly secondWeight: number;
  readonly thirdWeight: number;
  readonly fourthWeight: number;
}

function addRows(source: Int32Array, fours: FourRows, even: Int32Array, odd: Int32Array): void {
  const { row, second, third, fourth, weight, secondWeight, thirdWeight, fourthWeight } = fours;
  for (let word = 0, at = row; word < even.length; word += 1, at += 1) {
    const a = source[at]!;
    const b = source[at + second]!;
    const c = source[at + third]!;
    const d = source[at + fourth]!;
    even[word] =
      even[word]! +
      Math.imul(a & everyOther, weight) +
      Math.imul(b & everyOther, secondWeight) +
      Math.imul(c & everyOther, thirdWeight) +
      Math.imul(d & everyOther, fourthWeight);
    odd[word] =
      odd[word]! +
      Math.imul((a >>> 8) & everyOther, weight) +
      Math.imul((b >>> 8) & everyOther, secondWeight) +
      Math.imul((c >>> 8) & everyOther, thirdWeight) +
      Math.imul((d >>> 8) & everyOther, fourthWeight);
  }
}

function writeSums(even: Int32Array, odd: Int32Array, sums: Int32Array, start: number): void {
  for (let word = 0; word < even.length; word += 1) {
    sums[start + word] = ((even[word]! >>> 8) & everyOther) | (odd[word]! & ~everyOther);
  }
}
