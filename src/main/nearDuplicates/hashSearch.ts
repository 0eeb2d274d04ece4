import { hashDistance } from './perceptualHash';

const bands = 4;
const bandBits = 16;
const buckets = 1 << bandBits;

/** Bits in which hashes may differ at most: of any two so near, one of the four bands differs in one bit or none. */
export const searchRadius = 7;

/**
 * All pairs of hashes that differ in no more than `searchRadius` bits, the lower place first, by the lower place.
 * Multi-index hashing (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012):
 * the 64 bits are cut into four bands, and each hash is compared only with those that share a band with it but for one
 * bit. `hashes`: two words each.
 */
export function* nearHashes(hashes: Uint32Array): Generator<readonly [first: number, second: number]> {
  const count = hashes.length / 2;
  const tables = Array.from({ length: bands }, (_, band) => tableOf(hashes, count, band));
  /** By whom each was compared last, so that one that shares several bands is told once. */
  const seenBy = new Int32Array(count).fill(-1);
  for (let place = 0; place < count; place += 1) {
    for (let band = 0; band < bands; band += 1) {
      const { starts, places } = tables[band]!;
      const own = bandOf(hashes, place, band);
      for (let flip = -1; flip < bandBits; flip += 1) {
        const bucket = flip < 0 ? own : own ^ (1 << flip);
        for (let index = starts[bucket]!; index < starts[bucket + 1]!; index += 1) {
          const other = places[index]!;
          if (other <= place || seenBy[other] === place) continue;
          seenBy[other] = place;
          if (hashDistance(hashes, place, other) <= searchRadius) yield [place, other];
        }
      }
    }
  }
}

/** Places by their bits in a band: those of bucket b are `places[starts[b]]` up to `places[starts[b + 1]]`. */
function tableOf(
  hashes: Uint32Array,
  count: number,
  band: number,
): { readonly starts: Int32Array; readonly places: Int32Array } {
  const starts = new Int32Array(buckets + 1);
  for (let place = 0; place < count; place += 1) starts[bandOf(hashes, place, band) + 1]! += 1;
  for (let bucket = 0; bucket < buckets; bucket += 1) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  const places = new Int32Array(count);
  for (let place = 0; place < count; place += 1) places[next[bandOf(hashes, place, band)]!++] = place;
  return { starts, places };
}

function bandOf(hashes: Uint32Array, place: number, band: number): number {
  return (hashes[place * 2 + (band >> 1)]! >>> ((band & 1) * bandBits)) & (buckets - 1);
}
