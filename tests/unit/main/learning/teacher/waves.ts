/** A picture in which each number has its own place. Shape [side, side, 3], 0…1. */
export function waves(side: number): Float32Array {
  return Float32Array.from({ length: side ** 2 * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    return 0.5 + 0.4 * Math.sin(x * 0.11 + (index % 3)) * Math.cos(y * 0.07);
  });
}
