import { Random } from '../learning/random';
import { shuffledGroups } from './rowGroups';

export interface RowSplit {
  /** Row numbers, ascending. */
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Holds about `fraction` of the rows out for validation, chosen by the seed. Rows of one group (the same image
 * under two names) stay together: a face the network has trained on measures nothing.
 */
export function splitValidation(groups: readonly string[], fraction: number, seed: number): RowSplit {
  const wanted = Math.round(groups.length * fraction);
  const heldOut = new Set<number>();
  for (const members of shuffledGroups(groups, Random.fromSeed(seed, 'validation'))) {
    if (heldOut.size >= wanted) break;
    for (const row of members) heldOut.add(row);
  }
  const rows = groups.map((_, row) => row);
  return {
    training: Int32Array.from(rows.filter((row) => !heldOut.has(row))),
    validation: Int32Array.from(rows.filter((row) => heldOut.has(row))),
  };
}
