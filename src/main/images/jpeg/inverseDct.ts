/**
 * The inverse DCT of an 8×8 block in integers: Loeffler, Ligtenberg & Moschytz (ICASSP 1989) with 12
 * multiplications a row, rounded as the Independent JPEG Group's "slow" method rounds, whose results it equals
 * bit for bit.
 */
const constantBits = 13;
const firstPassBits = 2;

// Multipliers of the method, times 2^13.
const c0_298 = 2446;
const c0_390 = 3196;
const c0_541 = 4433;
const c0_765 = 6270;
const c0_899 = 7373;
const c1_175 = 9633;
const c1_501 = 12299;
const c1_847 = 15137;
const c1_961 = 16069;
const c2_053 = 16819;
const c2_562 = 20995;
const c3_072 = 25172;

const workspace = new Int32Array(64);

/** Samples a block has across and down: all, or half as many for who wants the picture at half its size. */
export type BlockSize = 8 | 4;

/** A block that is its mean alone. `mean` is the dequantized first coefficient. */
export function fillBlock(
  mean: number,
  target: Uint8ClampedArray,
  start: number,
  stride: number,
  size: BlockSize,
): void {
  const value = ((mean + 4) >> 3) + 128;
  for (let row = 0, at = start; row < size; row += 1, at += stride) target.fill(value, at, at + size);
}

/** Dequantized coefficients, row by row, to 8 × 8 samples at `start` of a plane with `stride` bytes a row. */
export function inverseDct(
  coefficients: Int32Array,
  target: Uint8ClampedArray,
  start: number,
  stride: number,
): void {
  for (let column = 0; column < 8; column += 1) transformColumn(coefficients, column);
  for (let row = 0; row < 8; row += 1) transformRow(row * 8, target, start + row * stride);
}

function transformColumn(coefficients: Int32Array, column: number): void {
  const in1 = coefficients[column + 8]!;
  const in2 = coefficients[column + 16]!;
  const in3 = coefficients[column + 24]!;
  const in4 = coefficients[column + 32]!;
  const in5 = coefficients[column + 40]!;
  const in6 = coefficients[column + 48]!;
  const in7 = coefficients[column + 56]!;
  if ((in1 | in2 | in3 | in4 | in5 | in6 | in7) === 0) {
    const mean = coefficients[column]! << firstPassBits;
    for (let at = column; at < 64; at += 8) workspace[at] = mean;
    return;
  }
  const evenShared = Math.imul(in2 + in6, c0_541);
  const even2 = evenShared - Math.imul(in6, c1_847);
  const even3 = evenShared + Math.imul(in2, c0_765);
  const even0 = (coefficients[column]! + in4) << constantBits;
  const even1 = (coefficients[column]! - in4) << constantBits;
  const sum0 = even0 + even3;
  const sum3 = even0 - even3;
  const sum1 = even1 + even2;
  const sum2 = even1 - even2;

  const oddShared = Math.imul(in7 + in3 + in5 + in1, c1_175);
  const z1 = -Math.imul(in7 + in1, c0_899);
  const z2 = -Math.imul(in5 + in3, c2_562);
  const z3 = oddShared - Math.imul(in7 + in3, c1_961);
  const z4 = oddShared - Math.imul(in5 + in1, c0_390);
  const odd0 = Math.imul(in7, c0_298) + z1 + z3;
  const odd1 = Math.imul(in5, c2_053) + z2 + z4;
  const odd2 = Math.imul(in3, c3_072) + z2 + z3;
  const odd3 = Math.imul(in1, c1_501) + z1 + z4;

  const shift = constantBits - firstPassBits;
  const half = 1 << (shift - 1);
  workspace[column] = (sum0 + odd3 + half) >> shift;
  workspace[column + 56] = (sum0 - odd3 + half) >> shift;
  workspace[column + 8] = (sum1 + odd2 + half) >> shift;
  workspace[column + 48] = (sum1 - odd2 + half) >> shift;
  workspace[column + 16] = (sum2 + odd1 + half) >> shift;
  workspace[column + 40] = (sum2 - odd1 + half) >> shift;
  workspace[column + 24] = (sum3 + odd0 + half) >> shift;
  workspace[column + 32] = (sum3 - odd0 + half) >> shift;
}

function transformRow(from: number, target: Uint8ClampedArray, at: number): void {
  const in0 = workspace[from]!;
  const in1 = workspace[from + 1]!;
  const in2 = workspace[from + 2]!;
  const in3 = workspace[from + 3]!;
  const in4 = workspace[from + 4]!;
  const in5 = workspace[from + 5]!;
  const in6 = workspace[from + 6]!;
  const in7 = workspace[from + 7]!;
  const evenShared = Math.imul(in2 + in6, c0_541);
  const even2 = evenShared - Math.imul(in6, c1_847);
  const even3 = evenShared + Math.imul(in2, c0_765);
  const even0 = (in0 + in4) << constantBits;
  const even1 = (in0 - in4) << constantBits;
  // 128 makes samples of signed values; the half rounds.
  const shift = constantBits + firstPassBits + 3;
  const centre = (128 << shift) + (1 << (shift - 1));
  const sum0 = even0 + even3 + centre;
  const sum3 = even0 - even3 + centre;
  const sum1 = even1 + even2 + centre;
  const sum2 = even1 - even2 + centre;

  const oddShared = Math.imul(in7 + in3 + in5 + in1, c1_175);
  const z1 = -Math.imul(in7 + in1, c0_899);
  const z2 = -Math.imul(in5 + in3, c2_562);
  const z3 = oddShared - Math.imul(in7 + in3, c1_961);
  const z4 = oddShared - Math.imul(in5 + in1, c0_390);
  const odd0 = Math.imul(in7, c0_298) + z1 + z3;
  const odd1 = Math.imul(in5, c2_053) + z2 + z4;
  const odd2 = Math.imul(in3, c3_072) + z2 + z3;
  const odd3 = Math.imul(in1, c1_501) + z1 + z4;

  target[at] = (sum0 + odd3) >> shift;
  target[at + 7] = (sum0 - odd3) >> shift;
  target[at + 1] = (sum1 + odd2) >> shift;
  target[at + 6] = (sum1 - odd2) >> shift;
  target[at + 2] = (sum2 + odd1) >> shift;
  target[at + 5] = (sum2 - odd1) >> shift;
  target[at + 3] = (sum3 + odd0) >> shift;
  target[at + 4] = (sum3 - odd0) >> shift;
}
