import type { Shuffle } from '@shared/learning/configuration';
import { Random } from '../random';
import { drawnRows } from './balance';

/**
 * Which face is the n-th that training sees. A pure function of the seed and n, so that a resumed run needs
 * nothing but its position. Epochs follow each other without a gap: a batch may span two of them.
 */
export class SampleOrder {
  private epoch = -1;
  private rows = new Int32Array(0);

  constructor(
    private readonly shuffle: Shuffle,
    private readonly count: number,
    private readonly seed: number,
    /** As `drawsByRow`; null: every face once an epoch. */
    private readonly draws: Float64Array | null = null,
  ) {}

  /** Cheap for samples in ascending order: an epoch's order is made once. */
  rowOf(sample: number): number {
    const epoch = Math.floor(sample / this.count);
    if (epoch !== this.epoch) {
      this.rows = epochOrder(this.shuffle, this.count, this.seed, epoch, this.draws);
      this.epoch = epoch;
    }
    return this.rows[sample - epoch * this.count]!;
  }
}

/** The order of one epoch: each row once, or about as often as `draws` says. Shape [count]. */
export function epochOrder(
  shuffle: Shuffle,
  count: number,
  seed: number,
  epoch: number,
  draws: Float64Array | null = null,
): Int32Array<ArrayBuffer> {
  const random = Random.fromSeed(seed, `order:${epoch}`);
  const rows = draws ? drawnRows(draws, random) : Int32Array.from({ length: count }, (_, row) => row);
  if (shuffle.kind === 'buffer') return bufferShuffled(rows, shuffle.size, random);
  random.shuffle(rows);
  return rows;
}

/**
 * tf.data's `shuffle(size)`: a buffer of the next `size` elements; each draw takes one of them at random and
 * the next element takes its place, until the input ends and the buffer runs empty. A file's order stays
 * visible in it: the element at place i comes out at place i − size + 1 at the earliest.
 */
function bufferShuffled(
  rows: Int32Array<ArrayBuffer>,
  size: number,
  random: Random,
): Int32Array<ArrayBuffer> {
  const buffer = rows.slice(0, size);
  const order = new Int32Array(rows.length);
  let filled = buffer.length;
  let next = filled;
  for (let place = 0; place < order.length; place += 1) {
    const drawn = random.integer(filled);
    order[place] = buffer[drawn]!;
    if (next < rows.length) {
      buffer[drawn] = rows[next]!;
      next += 1;
    } else {
      filled -= 1;
      buffer[drawn] = buffer[filled]!;
    }
  }
  return order;
}
