import { sameValue } from './edit';
import type { Change } from './journal';

/** In what the changes of a step are all the same, so that one of them can speak for the others. */
export interface Alike {
  /** Of the same thing: an attribute, a point, the split. */
  readonly subject: boolean;
  readonly before: boolean;
  readonly after: boolean;
}

export function alikeOf(changes: readonly Change[]): Alike {
  const [first] = changes;
  const all = (isSame: (change: Change) => boolean): boolean => changes.every(isSame);
  return {
    subject: all(({ kind, subject }) => kind === first!.kind && subject === first!.subject),
    before: all(({ before }) => sameValue(before, first!.before)),
    after: all(({ after }) => sameValue(after, first!.after)),
  };
}

/** Of two parts of a step that have a change in common. */
export function bothAlike(one: Alike, other: Alike): Alike {
  return {
    subject: one.subject && other.subject,
    before: one.before && other.before,
    after: one.after && other.after,
  };
}

/** As an undo sees it. */
export function turnedAlike({ subject, before, after }: Alike): Alike {
  return { subject, before: after, after: before };
}
