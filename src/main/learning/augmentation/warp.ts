import { inverseOf, type Affine } from './affine';

/** A stored crop inside a larger run of bytes: RGB rows from `offset` on, `sidePx` wide, margins included. */
export interface StoredCrop {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly sidePx: number;
  readonly marginPx: number;
}

/** Network input = stored value (0…255) · gain + offset. */
export interface PixelScaling {
  readonly gain: number;
  readonly offset: number;
}

/** The inner part of a crop, without its margin, as it is. Writes (sidePx − 2·marginPx)²·3 numbers from `at` on. */
export function copyCrop(crop: StoredCrop, pixels: PixelScaling, output: Float32Array, at: number): void {
  const { bytes, sidePx, marginPx } = crop;
  const { gain, offset } = pixels;
  const size = sidePx - 2 * marginPx;
  const rowLength = size * 3;
  let target = at;
  for (let row = 0; row < size; row += 1) {
    let source = crop.offset + ((row + marginPx) * sidePx + marginPx) * 3;
    for (const end = source + rowLength; source < end; source += 1) {
      output[target] = bytes[source]! * gain + offset;
      target += 1;
    }
  }
}

const one = 1 << 16;

/**
 * The crop as `affine` moves it, bilinear, scaled in the same pass. Writes size²·3 numbers from `at` on: the inner part
 * of the crop, which may be finer than that. What comes from beyond the margin repeats the nearest pixel of the edge.
 * Positions are 16.16 fixed point and weights 1/256: integers, since this is the input pipeline's innermost loop.
 */
export function warpCrop(
  crop: StoredCrop,
  affine: Affine,
  pixels: PixelScaling,
  output: Float32Array,
  at: number,
  size = crop.sidePx - 2 * crop.marginPx,
): void {
  const { bytes, offset, sidePx, marginPx } = crop;
  const innerPx = sidePx - 2 * marginPx;
  const back = inverseOf(affine);
  const scale = innerPx / size;
  const stepX = Math.round(back.xx * scale * one);
  const stepY = Math.round(back.yx * scale * one);
  const gain = pixels.gain / one;
  const base = pixels.offset;
  const last = sidePx - 1;
  const rowBytes = sidePx * 3;
  let target = at;
  for (let row = 0; row < size; row += 1) {
    // Where the row's first pixel comes from, in pixels of the stored crop (whose first pixel's centre is 0).
    const y = row + 0.5;
    const acrossX = (0.5 * back.xx + y * back.xy) * scale + innerPx * back.x0;
    const acrossY = (0.5 * back.yx + y * back.yy) * scale + innerPx * back.y0;
    let fromX = Math.round((acrossX - 0.5 + marginPx) * one);
    let fromY = Math.round((acrossY - 0.5 + marginPx) * one);
    for (let column = 0; column < size; column += 1) {
      const left = fromX >> 16;
      const top = fromY >> 16;
      const weightX = (fromX >> 8) & 255;
      const weightY = (fromY >> 8) & 255;
      let a: number, b: number, c: number, d: number;
      if (left >= 0 && top >= 0 && left < last && top < last) {
        a = offset + top * rowBytes + left * 3;
        b = a + 3;
        c = a + rowBytes;
        d = c + 3;
      } else {
        const x0 = clamp(left, last) * 3;
        const x1 = clamp(left + 1, last) * 3;
        const y0 = offset + clamp(top, last) * rowBytes;
        const y1 = offset + clamp(top + 1, last) * rowBytes;
        a = y0 + x0;
        b = y0 + x1;
        c = y1 + x0;
        d = y1 + x1;
      }
      const weightD = weightX * weightY;
      const weightB = (weightX << 8) - weightD;
      const weightC = (weightY << 8) - weightD;
      const weightA = one - weightB - weightC - weightD;
      // Red, green, blue written out: a loop over three costs a third more.
      output[target] =
        (bytes[a]! * weightA + bytes[b]! * weightB + bytes[c]! * weightC + bytes[d]! * weightD) * gain + base;
      output[target + 1] =
        (bytes[a + 1]! * weightA +
          bytes[b + 1]! * weightB +
          bytes[c + 1]! * weightC +
          bytes[d + 1]! * weightD) *
          gain +
        base;
      output[target + 2] =
        (bytes[a + 2]! * weightA +
          bytes[b + 2]! * weightB +
          bytes[c + 2]! * weightC +
          bytes[d + 2]! * weightD) *
          gain +
        base;
      target += 3;
      fromX += stepX;
      fromY += stepY;
    }
  }
}

function clamp(index: number, last: number): number {
  return index < 0 ? 0 : index > last ? last : index;
}
