/**
 * A small seeded generator (sfc32, Chris Doty-Humphrey's PractRand) whose state is four 32-bit numbers, so
 * that a checkpoint can hold it and a resumed run draws what an uninterrupted one would have drawn.
 */
export type RandomState = readonly [number, number, number, number];

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  private constructor(state: RandomState) {
    [this.a, this.b, this.c, this.d] = state;
  }

  /** A generator of its own for each use: the same seed and stream name give the same numbers. */
  static fromSeed(seed: number, stream = ''): Random {
    let hash = 0x811c9dc5 ^ seed;
    for (let index = 0; index < stream.length; index += 1) {
      hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
    }
    const random = new Random([seed | 0, hash | 0, (seed ^ hash) | 0, 1]);
    for (let round = 0; round < 16; round += 1) random.uint32();
    return random;
  }

  static fromState(state: RandomState): Random {
    return new Random(state);
  }

  get state(): RandomState {
    return [this.a, this.b, this.c, this.d];
  }

  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal (Box–Muller, one value a call so that the state stays four numbers). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Shuffles in place (Fisher–Yates). */
  shuffle(values: Int32Array | number[]): void {
    for (let index = values.length - 1; index > 0; index -= 1) {
      const other = this.integer(index + 1);
      const held = values[index]!;
      values[index] = values[other]!;
      values[other] = held;
    }
  }
}
