import type { Random } from '../../learning/random';

const side = 64;
const mask = side - 1;

/** Smooth random values in the plane (value noise), −1 to 1, that repeat after 64 cells. */
export class Noise {
  private readonly values: Float32Array;

  constructor(random: Random) {
    this.values = Float32Array.from({ length: side * side }, () => random.between(-1, 1));
  }

  at(x: number, y: number): number {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const across = x - column;
    const down = y - row;
    const top = this.between(column, row, across);
    return top + (this.between(column, row + 1, across) - top) * down;
  }

  private between(column: number, row: number, share: number): number {
    const start = (row & mask) * side;
    const left = this.values[start + (column & mask)]!;
    return left + (this.values[start + ((column + 1) & mask)]! - left) * share;
  }
}
