import { createHash } from 'node:crypto';
import type { RunConfiguration } from '@shared/learning/configuration';

export interface RowSplit {
  /** Row numbers, in an order that the seed and the groups alone decide. */
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

type HeldOut = Pick<RunConfiguration, 'validationFraction' | 'seed' | 'heldOutSeed'>;

/**
 * Holds about `validationFraction` of the rows out for validation: those of the groups whose lot is below it. A group's lot is drawn by
 * the seed and by its own name, so that it stays on its side whatever else is there: faces that come later, or that only another head
 * has labels of, move none from training to validation. Rows of one group (the same image under two names) stay together: a face the
 * network has trained on measures nothing. Of few groups one is held out at least, where that is about the share, and one is learnt.
 *
 * @param groups of each row. Rows of a group keep their order.
 */
export function splitValidation(groups: readonly string[], heldOut: HeldOut): RowSplit {
  const { validationFraction, seed, heldOutSeed = seed } = heldOut;
  const lots = new Map<string, number>();
  for (const group of groups) if (!lots.has(group)) lots.set(group, lotOf(group, heldOutSeed));
  const rows = groups.map((group, row) => ({ row, lot: lots.get(group)! }));
  rows.sort((first, second) => first.lot - second.lot);
  const [lowest, highest] = [rows.at(0)?.lot, rows.at(-1)?.lot];
  const isOneDue = Math.round(groups.length * validationFraction) > 0;
  const isHeldOut = ({ lot }: { readonly lot: number }): boolean =>
    lot !== highest && (lot < validationFraction || (isOneDue && lot === lowest));
  return {
    training: Int32Array.from(rows.filter((each) => !isHeldOut(each)).map(({ row }) => row)),
    validation: Int32Array.from(rows.filter(isHeldOut).map(({ row }) => row)),
  };
}

/** 0 to 1. */
function lotOf(group: string, seed: number): number {
  return createHash('sha256').update(`${seed} ${group}`).digest().readUIntBE(0, 6) / 2 ** 48;
}
