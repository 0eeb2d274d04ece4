import { Random } from '../learning/random';
import { shuffledGroups } from '../runs/rowGroups';

/**
 * Deals rows to `count` folds of about one size, by the seed: the fold of each row, from 0. Rows of one group (the
 * same image under two names) come into one fold: a network that has seen a face knows its label.
 *
 * Each fold gets about as many rows of every kind (Sechidis, Tsoumakas, Vlahavas, "On the Stratification of Multi-Label
 * Data", ECML PKDD 2011): groups of the rarest kind are dealt first, each to the fold that has fewest of it. So a value
 * that two images have is learnt from whichever fold is asked about.
 *
 * @param kinds of each row: what it is labelled with.
 */
export function dealFolds(
  groups: readonly string[],
  kinds: readonly (readonly string[])[],
  count: number,
  seed: number,
): Uint8Array {
  const toDeal = shuffledGroups(groups, Random.fromSeed(seed, 'folds')).map((rows) => ({
    rows,
    kinds: [...new Set(rows.flatMap((row) => kinds[row]!))],
  }));
  const groupsOf = counted(toDeal.flatMap((group) => group.kinds));
  const rarity = (kind: string | undefined): number => groupsOf.get(kind ?? '') ?? Infinity;
  for (const group of toDeal) group.kinds.sort((one, other) => rarity(one) - rarity(other));
  toDeal.sort((one, other) => order(rarity(one.kinds[0]), rarity(other.kinds[0])));

  const folds = new Uint8Array(groups.length);
  const piles = Array.from({ length: count }, (_, fold) => ({ fold, rows: 0, kinds: counted([]) }));
  for (const group of toDeal) {
    const pile = piles.reduce((best, other) => (hasFewer(other, best, group.kinds) ? other : best));
    for (const row of group.rows) folds[row] = pile.fold;
    pile.rows += group.rows.length;
    for (const kind of group.kinds) pile.kinds.set(kind, (pile.kinds.get(kind) ?? 0) + 1);
  }
  return folds;
}

/** Rows that a fold's network is asked about, and those that it learns from; ascending. */
export function rowsOfFold(
  folds: Uint8Array,
  fold: number,
): { readonly asked: Int32Array; readonly learnt: Int32Array } {
  const rows = Array.from(folds, (_, row) => row);
  return {
    asked: Int32Array.from(rows.filter((row) => folds[row] === fold)),
    learnt: Int32Array.from(rows.filter((row) => folds[row] !== fold)),
  };
}

interface Pile {
  readonly rows: number;
  readonly kinds: ReadonlyMap<string, number>;
}

/** Of the first kind of which they have not as many, else of rows. */
function hasFewer(one: Pile, other: Pile, kinds: readonly string[]): boolean {
  for (const kind of kinds) {
    const [ofOne, ofOther] = [one.kinds.get(kind) ?? 0, other.kinds.get(kind) ?? 0];
    if (ofOne !== ofOther) return ofOne < ofOther;
  }
  return one.rows < other.rows;
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Of numbers that may both be infinite. */
function order(one: number, other: number): number {
  return one === other ? 0 : one - other;
}
