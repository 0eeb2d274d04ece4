import type { Project } from '../project/project';
import type { FaceLists } from '../project/faceLists';
import { labelledSets } from './derivedSets';
import type { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';

/** As a filter names them. */
export const listNames = ['repeated', 'queued'] as const;
export type ListName = (typeof listNames)[number];

/** Faces of a list; a face that has been labelled wholly leaves the queue. A set of the caller's own. */
export function listedSet(list: ListName, { lists, template }: Project, index: FaceIndex): FaceSet {
  const known = index.set({ by: 'present' });
  if (list === 'repeated') return index.of(repeatOrder(lists)).keep(known);
  return index.of(queueOrder(lists)).keep(known).remove(labelledSets(index, template).complete);
}

/** The first to be labelled first. */
export function queueOrder({ queue }: FaceLists): number[] {
  return queue?.faces.map(({ id }) => id) ?? [];
}

/**
 * Faces that repeat each other side by side, directly or by way of others, the most alike first; each face once.
 */
export function repeatOrder({ repeats }: FaceLists): number[] {
  const groupOf = new Map<number, Set<number>>();
  for (const { first, second } of repeats?.pairs ?? []) {
    const [one, other] = [groupOf.get(first) ?? new Set([first]), groupOf.get(second) ?? new Set([second])];
    const [kept, joined] = one.size >= other.size ? [one, other] : [other, one];
    for (const id of joined) kept.add(id);
    for (const id of new Set([...joined, first, second])) groupOf.set(id, kept);
  }
  return [...new Set(groupOf.values())].flatMap((group) => [...group]);
}
