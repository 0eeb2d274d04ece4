import type { Backdrop } from './scene';

const cells = 24;

/** Fills a picture, shape [heightPx, widthPx, 3] in linear light, with what is behind the person, out of focus. */
export function paintBackdrop(
  picture: Float32Array,
  widthPx: number,
  heightPx: number,
  backdrop: Backdrop,
): void {
  const coarse = coarseBackdrop(backdrop);
  const row = (cells + 1) * 3;
  let at = 0;
  for (let y = 0; y < heightPx; y += 1) {
    const down = ((y + 0.5) / heightPx) * cells;
    const top = Math.floor(down);
    for (let x = 0; x < widthPx; x += 1) {
      const across = ((x + 0.5) / widthPx) * cells;
      const left = Math.floor(across);
      const corner = top * row + left * 3;
      const shareX = across - left;
      const shareY = down - top;
      for (let channel = corner; channel < corner + 3; channel += 1) {
        const upper = coarse[channel]! + (coarse[channel + 3]! - coarse[channel]!) * shareX;
        const lower = coarse[channel + row]! + (coarse[channel + row + 3]! - coarse[channel + row]!) * shareX;
        picture[at++] = upper + (lower - upper) * shareY;
      }
    }
  }
}

/** On a coarse grid of corners, since nothing behind is sharp. */
function coarseBackdrop({ top, bottom, spots }: Backdrop): Float32Array {
  const coarse = new Float32Array((cells + 1) * (cells + 1) * 3);
  let at = 0;
  for (let row = 0; row <= cells; row += 1) {
    for (let column = 0; column <= cells; column += 1) {
      const down = row / cells;
      for (let channel = 0; channel < 3; channel += 1) {
        coarse[at + channel] = top[channel]! + (bottom[channel]! - top[channel]!) * down;
      }
      for (const { x, y, size, color, cover } of spots) {
        const distance = Math.hypot(column / cells - x, down - y) / size;
        const share = cover * Math.min(1, Math.max(0, 1.5 - distance));
        for (let channel = 0; channel < 3; channel += 1) {
          coarse[at + channel]! += (color[channel]! - coarse[at + channel]!) * share;
        }
      }
      at += 3;
    }
  }
  return coarse;
}
