import type { Landmark } from '@shared/domain/face';
import type { Change, HistoryEntry, JournalEntry } from '@shared/domain/journal';

/** Steps of one point that follow each other so soon are one movement of the hand. */
const withinMs = 2000;

/** A face's history, the newest first, with each run of nudges of one point as one line. */
export function foldedHistory(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const folded: HistoryEntry[] = [];
  /** When the run began that the last line stands for. */
  let since = 0;
  for (const entry of entries) {
    const last = folded.at(-1);
    const [newer, older] = [last && nudgeOf(last), nudgeOf(entry)];
    const at = Date.parse(entry.at);
    if (last && newer && older && newer.subject === older.subject && since - at <= withinMs) {
      folded[folded.length - 1] = {
        ...(last as JournalEntry),
        changes: [{ ...newer, before: older.before }],
      };
    } else folded.push(entry);
    since = at;
  }
  return folded;
}

/** The change of a step that moved a point, and did nothing else; null for any other. */
function nudgeOf(entry: HistoryEntry): Change | null {
  if (entry.kind !== 'edit' || entry.changes.length !== 1) return null;
  const [change] = entry.changes;
  if (change?.kind !== 'landmark') return null;
  const [before, after] = [change.before as Landmark, change.after as Landmark];
  return before.visibility > 0 && before.visibility === after.visibility ? change : null;
}
