import { Random } from '../learning/random';
import { shuffledGroups } from '../runs/rowGroups';

/**
 * Deals rows to `count` folds of about one size, by the seed: the fold of each row, from 0. Rows of one group (the
 * same image under two names) come into one fold: a network that has seen a face knows its label.
 */
export function dealFolds(groups: readonly string[], count: number, seed: number): Uint8Array {
  const folds = new Uint8Array(groups.length);
  const sizes = new Array<number>(count).fill(0);
  for (const rows of shuffledGroups(groups, Random.fromSeed(seed, 'folds'))) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const row of rows) folds[row] = fold;
    sizes[fold]! += rows.length;
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
