import { resampledStride } from './resample';

/**
 * Resized channels, each [column, row] as `resample` gives them, to interleaved RGB bytes [row, column, 3].
 */
export function writeRgb(
  red: Uint8Array,
  green: Uint8Array,
  blue: Uint8Array,
  sidePx: number,
  target: Uint8ClampedArray,
): void {
  const stride = resampledStride(sidePx);
  for (let row = 0, at = 0; row < sidePx; row += 1) {
    for (let column = 0, from = row; column < sidePx; column += 1, from += stride, at += 3) {
      target[at] = red[from]!;
      target[at + 1] = green[from]!;
      target[at + 2] = blue[from]!;
    }
  }
}

/** The same for brightness and the two colour differences of JFIF (ITU-T T.871, 7); the target rounds and clamps. */
export function writeYCbCr(
  luma: Uint8Array,
  blue: Uint8Array,
  red: Uint8Array,
  sidePx: number,
  target: Uint8ClampedArray,
): void {
  const stride = resampledStride(sidePx);
  for (let row = 0, at = 0; row < sidePx; row += 1) {
    for (let column = 0, from = row; column < sidePx; column += 1, from += stride, at += 3) {
      const y = luma[from]!;
      const cb = blue[from]! - 128;
      const cr = red[from]! - 128;
      target[at] = y + 1.402 * cr;
      target[at + 1] = y - 0.344136 * cb - 0.714136 * cr;
      target[at + 2] = y + 1.772 * cb;
    }
  }
}
