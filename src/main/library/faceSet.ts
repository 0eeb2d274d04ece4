/** A set of face ids as bits: sets of 100,000 faces are cut and counted in microseconds. */
export class FaceSet {
  private readonly words: Uint32Array;

  /** `capacity`: above every id there will be. Sets that are combined have the same one. */
  constructor(readonly capacity: number) {
    this.words = new Uint32Array(Math.ceil(capacity / 32));
  }

  static of(capacity: number, ids: Iterable<number>): FaceSet {
    const set = new FaceSet(capacity);
    for (const id of ids) set.add(id);
    return set;
  }

  has(id: number): boolean {
    return ((this.words[id >> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }

  add(id: number): void {
    this.words[id >> 5]! |= 1 << (id & 31);
  }

  delete(id: number): void {
    this.words[id >> 5]! &= ~(1 << (id & 31));
  }

  copy(): FaceSet {
    const set = new FaceSet(this.capacity);
    set.words.set(this.words);
    return set;
  }

  /** These change the set itself, and answer it. */
  keep(other: FaceSet): this {
    for (let index = 0; index < this.words.length; index += 1) this.words[index]! &= other.words[index]!;
    return this;
  }

  unite(other: FaceSet): this {
    for (let index = 0; index < this.words.length; index += 1) this.words[index]! |= other.words[index]!;
    return this;
  }

  remove(other: FaceSet): this {
    for (let index = 0; index < this.words.length; index += 1) this.words[index]! &= ~other.words[index]!;
    return this;
  }

  get size(): number {
    return this.words.reduce((sum, word) => sum + bitsIn(word), 0);
  }

  /** How many faces are in both. */
  sharedWith(other: FaceSet): number {
    let shared = 0;
    for (let index = 0; index < this.words.length; index += 1) {
      shared += bitsIn(this.words[index]! & other.words[index]!);
    }
    return shared;
  }

  /** Ascending. */
  ids(): Int32Array {
    const ids = new Int32Array(this.size);
    let count = 0;
    for (let index = 0; index < this.words.length; index += 1) {
      for (let word = this.words[index]!; word !== 0; word &= word - 1) {
        ids[count] = index * 32 + 31 - Math.clz32(word & -word);
        count += 1;
      }
    }
    return ids;
  }
}

/** Hacker's Delight, 5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
