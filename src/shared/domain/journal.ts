import type { Edit, EditKind } from './edit';
import type { TemplateChange } from './templateChange';

/** One value that an entry of the journal changed. */
export interface Change {
  readonly faceId: number;
  readonly kind: EditKind;
  /** The point's or attribute's id; empty for what a face has one of, and where its points were confirmed. */
  readonly subject: string;
  readonly before: Edit['to'];
  readonly after: Edit['to'];
}

/** One step: what Ctrl+Z takes back at once. */
export interface JournalEntry {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: string;
  readonly kind: 'edit' | 'undo' | 'redo';
  /** The edit that was undone or done again; null for an edit. */
  readonly editId: number | null;
  /** The faces that the step changed, each once; in one face's history, that face. */
  readonly faceIds: readonly number[];
  readonly changes: readonly Change[];
  /** Of a step that changed what is labelled, beside the labels that had to follow. */
  readonly template?: TemplateChange;
  /** Of a step that is an import, undone or done again. */
  readonly import?: ImportStep;
}

export interface ImportStep {
  readonly importId: number;
  /** The folder or archive. */
  readonly path: string;
  /** How many came new. */
  readonly faces: number;
}

/** How a face came into the project. */
export interface ImportEntry {
  readonly kind: 'import';
  readonly at: string;
  readonly who: string;
  /** The folder or archive. */
  readonly path: string;
  /** The label file in it, and the 1-based line. */
  readonly file: string;
  readonly line: number | null;
}

export type HistoryEntry = ImportEntry | JournalEntry;
