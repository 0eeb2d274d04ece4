import type { LibrarySort } from '@shared/contract/library';
import type { FaceSet } from './faceSet';

/** Ids of faces, ascending by what they are sorted by; `unsorted`, ascending by id, have no number to sort by. */
export interface FaceOrder {
  readonly sorted: Int32Array;
  readonly unsorted: Int32Array;
}

/** Faces in the project in the order of a list that may lack some of them, and name some that are gone. */
export function orderOf(list: readonly number[], present: FaceSet): FaceOrder {
  const rest = present.copy();
  const sorted = Int32Array.from(list.filter((id) => present.has(id)));
  for (const id of sorted) rest.delete(id);
  return { sorted, unsorted: rest.ids() };
}

/** The whole order, the smallest or the largest first; faces without a number come last either way. */
export function inDirection({ sorted, unsorted }: FaceOrder, { descending }: LibrarySort): Int32Array {
  const ids = new Int32Array(sorted.length + unsorted.length);
  ids.set(descending ? sorted.toReversed() : sorted);
  ids.set(unsorted, sorted.length);
  return ids;
}
