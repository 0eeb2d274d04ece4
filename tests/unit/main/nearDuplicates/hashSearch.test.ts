import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/main/learning/random';
import { nearHashes, searchRadius } from '../../../../src/main/nearDuplicates/hashSearch';
import { hashDistance } from '../../../../src/main/nearDuplicates/perceptualHash';

/** Hashes drawn by chance, many of them a few bits from another. */
function drawnHashes(count: number): Uint32Array {
  const random = Random.fromSeed(5, 'hashes');
  const hashes = Uint32Array.from({ length: count * 2 }, () => Math.floor(random.between(0, 2 ** 32)));
  for (let place = count / 2; place < count; place += 1) {
    hashes.copyWithin(place * 2, (place - count / 2) * 2, (place - count / 2) * 2 + 2);
    for (let flips = place % 12; flips > 0; flips -= 1) {
      const bit = Math.floor(random.between(0, 64));
      hashes[place * 2 + (bit >> 5)]! ^= 1 << (bit & 31);
    }
  }
  return hashes;
}

describe('nearHashes', () => {
  it('finds every pair within the radius once, and no other: as comparing all with all does', () => {
    const count = 600;
    const hashes = drawnHashes(count);
    const expected: string[] = [];
    for (let first = 0; first < count; first += 1) {
      for (let second = first + 1; second < count; second += 1) {
        if (hashDistance(hashes, first, second) <= searchRadius) expected.push(`${first} ${second}`);
      }
    }
    const found = [...nearHashes(hashes)].map((pair) => pair.join(' '));
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect(expected.length).toBeGreaterThan(100);
  });

  it('finds nothing among none and one', () => {
    expect([...nearHashes(new Uint32Array(0))]).toEqual([]);
    expect([...nearHashes(new Uint32Array(2))]).toEqual([]);
  });
});
