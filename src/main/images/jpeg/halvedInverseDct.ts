/**
 * A block at half its size: the inverse DCT of the lowest 4×4 of its 8×8 coefficients, which is the block without
 * the frequencies that 4×4 samples cannot hold. Sample (x, y) covers the block's pixels
 * 2x…2x + 2, 2y…2y + 2.
 */
const constantBits = 13;
const firstPassBits = 2;

// cos(π/8) / √2 and sin(π/8) / √2, times 2^13.
const c0_653 = 5352;
const c0_271 = 2217;

const workspace = new Int32Array(16);

/** Dequantized coefficients, row by row, to 4 × 4 samples at `start` of a plane with `stride` bytes a row. */
export function halvedInverseDct(
  coefficients: Int32Array,
  target: Uint8ClampedArray,
  start: number,
  stride: number,
): void {
  for (let column = 0; column < 4; column += 1) transformColumn(coefficients, column);
  for (let row = 0; row < 4; row += 1) transformRow(row * 4, target, start + row * stride);
}

function transformColumn(coefficients: Int32Array, column: number): void {
  const in0 = coefficients[column]!;
  const in1 = coefficients[column + 8]!;
  const in2 = coefficients[column + 16]!;
  const in3 = coefficients[column + 24]!;
  const shift = constantBits - firstPassBits;
  const even0 = ((in0 + in2) << (constantBits - 1)) + (1 << (shift - 1));
  const even1 = ((in0 - in2) << (constantBits - 1)) + (1 << (shift - 1));
  const odd0 = Math.imul(in1, c0_653) + Math.imul(in3, c0_271);
  const odd1 = Math.imul(in1, c0_271) - Math.imul(in3, c0_653);
  workspace[column] = (even0 + odd0) >> shift;
  workspace[column + 4] = (even1 + odd1) >> shift;
  workspace[column + 8] = (even1 - odd1) >> shift;
  workspace[column + 12] = (even0 - odd0) >> shift;
}

function transformRow(from: number, target: Uint8ClampedArray, at: number): void {
  const in0 = workspace[from]!;
  const in1 = workspace[from + 1]!;
  const in2 = workspace[from + 2]!;
  const in3 = workspace[from + 3]!;
  // Half the size holds half the orthonormal coefficients: one bit more.
  const shift = constantBits + firstPassBits + 1;
  const centre = (128 << shift) + (1 << (shift - 1));
  const even0 = ((in0 + in2) << (constantBits - 1)) + centre;
  const even1 = ((in0 - in2) << (constantBits - 1)) + centre;
  const odd0 = Math.imul(in1, c0_653) + Math.imul(in3, c0_271);
  const odd1 = Math.imul(in1, c0_271) - Math.imul(in3, c0_653);
  target[at] = (even0 + odd0) >> shift;
  target[at + 1] = (even1 + odd1) >> shift;
  target[at + 2] = (even1 - odd1) >> shift;
  target[at + 3] = (even0 - odd0) >> shift;
}
