import type { Point } from '../../../../src/shared/domain/face';

/** A soft round dot (Gaussian) on black, drawn analytically at a sub-pixel place. Shape [height, width]. */
export function dotSamples(widthPx: number, heightPx: number, at: Point, sigmaPx = 4): Uint8Array {
  const samples = new Uint8Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const distance = Math.hypot(column + 0.5 - at.x, row + 0.5 - at.y);
      samples[row * widthPx + column] = Math.round(
        250 * Math.exp((-distance * distance) / (2 * sigmaPx ** 2)),
      );
    }
  }
  return samples;
}

/** Where the mass of a square picture lies, pixel centres at +0.5; what is dimmer than 3 counts as black. */
export function centroid(picture: ArrayLike<number>, sidePx: number, step = 1): Point {
  let [mass, x, y] = [0, 0, 0];
  for (let row = 0; row < sidePx; row += 1) {
    for (let column = 0; column < sidePx; column += 1) {
      const value = picture[(row * sidePx + column) * step]!;
      if (value < 3) continue;
      mass += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  return { x: x / mass, y: y / mass };
}
