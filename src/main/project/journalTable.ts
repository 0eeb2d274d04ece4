import type { Edit } from '@shared/domain/edit';
import type { Change, ImportStep, JournalEntry } from '@shared/domain/journal';
import type { Template } from '@shared/domain/template';
import type { TemplateChange } from '@shared/domain/templateChange';
import { type Database, numberIn, type Row } from './database';
import { parsed } from './json';

/** A step that changed what is labelled. */
export interface TemplateStep {
  readonly change: TemplateChange;
  readonly before: Template;
  readonly after: Template;
}

/** What undoing or doing again would be about, before it is done. */
export interface NextStep {
  readonly editId: number;
  /** How many values of faces it changes. */
  readonly changes: number;
  /** The import it is; null for any other step. */
  readonly importId: number | null;
}

/** The latest that happened to an edit, as a condition on `journal AS edit`: undone, or not. */
const latestStep = `(SELECT kind FROM journal AS step WHERE step.edit_id = edit.id ORDER BY step.id DESC LIMIT 1)`;

/**
 * Faces and attributes of which somebody vouches for the label: it was put in another's place by a step of a person that is
 * not undone, or (of those that are words) looked at, found right and not changed since.
 */
export const vouchedLabels = `SELECT face_id, subject FROM journal AS edit
  JOIN journal_changes ON entry_id = edit.id
  WHERE edit.kind = 'edit' AND journal_changes.kind = 'attribute' AND before <> 'null' AND after <> 'null'
    AND ${latestStep} IS NOT 'undo' AND edit.id NOT IN (SELECT entry_id FROM journal_templates)
  UNION
  SELECT confirmed_labels.face_id, subject FROM confirmed_labels
  JOIN attribute_values ON attribute_values.face_id = confirmed_labels.face_id AND attribute = subject
  WHERE typeof(value) = 'text' AND label = json_quote(value)
  ORDER BY subject, face_id`;

const lastDone = `SELECT id FROM journal AS edit WHERE kind = 'edit' AND ${latestStep} IS NOT 'undo'
  ORDER BY id DESC LIMIT 1`;

/** Undone, not done again, and nothing edited since. */
const lastUndone = `SELECT edit_id FROM journal AS latest
  WHERE kind = 'undo' AND id > (SELECT max(id) FROM journal WHERE kind = 'edit')
    AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.edit_id = latest.edit_id AND later.id > latest.id)
  ORDER BY id DESC LIMIT 1`;

/** The journal's tables: steps, the values that each changed, and what else a step may be about. */
export class JournalTable {
  constructor(private readonly database: Database) {}

  /** Begins a step; what it changes is added to it. */
  append(
    kind: JournalEntry['kind'],
    editId: number | null,
    who: string,
  ): { readonly id: number; readonly at: string } {
    const at = new Date().toISOString();
    const sql = 'INSERT INTO journal (at, who, kind, edit_id) VALUES (?, ?, ?, ?)';
    return { id: this.database.run(sql, at, who, kind, editId).id, at };
  }

  /** `position`: how many changes the step has already. */
  addChanges(entryId: number, position: number, changes: readonly Change[]): void {
    changes.forEach((change, index) => {
      this.database.run(
        `INSERT INTO journal_changes (entry_id, position, face_id, kind, subject, before, after)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        entryId,
        position + index,
        change.faceId,
        change.kind,
        change.subject,
        JSON.stringify(change.before),
        JSON.stringify(change.after),
      );
    });
  }

  addTemplate(entryId: number, { change, before, after }: TemplateStep): void {
    this.database.run(
      'INSERT INTO journal_templates (entry_id, change, before, after) VALUES (?, ?, ?, ?)',
      entryId,
      JSON.stringify(change),
      JSON.stringify(before),
      JSON.stringify(after),
    );
  }

  addImport(entryId: number, importId: number, takenBack: unknown): void {
    this.database.run(
      'INSERT INTO journal_imports (entry_id, import_id, taken_back) VALUES (?, ?, ?)',
      entryId,
      importId,
      JSON.stringify(takenBack),
    );
  }

  next(direction: 'undo' | 'redo'): NextStep | null {
    const row = this.database.first(direction === 'undo' ? lastDone : lastUndone);
    if (!row) return null;
    const editId = numberIn(row);
    const known = this.database.first('SELECT import_id FROM journal_imports WHERE entry_id = ?', editId);
    return { editId, changes: this.changeCount(editId), importId: known ? numberIn(known) : null };
  }

  changeCount(entryId: number): number {
    return numberIn(this.database.first('SELECT count(*) FROM journal_changes WHERE entry_id = ?', entryId));
  }

  /** In their order, all or a stretch of it. */
  changes(entryId: number, from = 0, count = -1): Change[] {
    return this.database
      .all(
        'SELECT * FROM journal_changes WHERE entry_id = ? AND position >= ? ORDER BY position LIMIT ?',
        entryId,
        from,
        count,
      )
      .map(readChange);
  }

  private changesOf(entryId: number, faceId: number): Change[] {
    return this.database
      .all(
        'SELECT * FROM journal_changes WHERE face_id = ? AND entry_id = ? ORDER BY position',
        faceId,
        entryId,
      )
      .map(readChange);
  }

  /** Faces and subjects among these that a step after this one has changed. */
  changedAfter(entryId: number, faceIds: readonly number[]): Set<string> {
    const rows = this.database.all(
      `SELECT DISTINCT face_id, kind, subject FROM journal_changes
       WHERE entry_id > ? AND face_id IN (SELECT value FROM json_each(?))`,
      entryId,
      JSON.stringify(faceIds),
    );
    return new Set(rows.map((row) => [row['face_id'], row['kind'], row['subject']].join(' ')));
  }

  templateStep(entryId: number): TemplateStep | null {
    const row = this.database.first('SELECT * FROM journal_templates WHERE entry_id = ?', entryId);
    return row
      ? {
          change: parsed<TemplateChange>(row['change'])!,
          before: parsed<Template>(row['before'])!,
          after: parsed<Template>(row['after'])!,
        }
      : null;
  }

  /** Every template that a step left behind, the newest first. */
  formerTemplates(): Template[] {
    const rows = this.database.all('SELECT before FROM journal_templates ORDER BY entry_id DESC');
    return rows.map((row) => parsed<Template>(row['before'])!);
  }

  /** The step that an import is; null for one from before imports were steps. */
  importEntry(importId: number): number | null {
    const row = this.database.first(
      `SELECT id FROM journal_imports JOIN journal ON journal.id = entry_id
       WHERE import_id = ? AND kind = 'edit'`,
      importId,
    );
    return row ? numberIn(row) : null;
  }

  /** What the newest undoing of an import took back. */
  takenBack<Value>(importId: number): Value | null {
    const row = this.database.first(
      `SELECT taken_back FROM journal_imports JOIN journal ON journal.id = entry_id
       WHERE import_id = ? AND kind = 'undo' ORDER BY entry_id DESC LIMIT 1`,
      importId,
    );
    return row ? parsed<Value>(row['taken_back']) : null;
  }

  /** `changes`: those of it that are wanted. */
  entry(row: Row, changes: readonly Change[]): JournalEntry {
    const id = Number(row['id']);
    const editId = row['edit_id'] === null ? null : Number(row['edit_id']);
    const template = this.templateStep(editId ?? id);
    const imported = this.importStep(editId ?? id);
    return {
      id,
      at: String(row['at']),
      who: String(row['who']),
      kind: row['kind'] as JournalEntry['kind'],
      editId,
      faceIds: [...new Set(changes.map((change) => change.faceId))],
      changes,
      ...(template ? { template: template.change } : {}),
      ...(imported ? { import: imported } : {}),
    };
  }

  /** Steps that changed a face, the oldest first, each with what it changed of this face only. */
  entriesOf(faceId: number): JournalEntry[] {
    const rows = this.database.all(
      `SELECT DISTINCT journal.* FROM journal_changes JOIN journal ON journal.id = entry_id
       WHERE face_id = ? ORDER BY journal.id`,
      faceId,
    );
    return rows.map((row) => this.entry(row, this.changesOf(Number(row['id']), faceId)));
  }

  row(entryId: number): Row {
    return this.database.first('SELECT * FROM journal WHERE id = ?', entryId)!;
  }

  private importStep(entryId: number): ImportStep | null {
    const row = this.database.first(
      `SELECT imports.id, path, imported FROM journal_imports JOIN imports ON imports.id = import_id
       WHERE entry_id = ?`,
      entryId,
    );
    return row
      ? { importId: Number(row['id']), path: String(row['path']), faces: Number(row['imported']) }
      : null;
  }
}

function readChange(row: Row): Change {
  return {
    faceId: Number(row['face_id']),
    kind: row['kind'] as Change['kind'],
    subject: String(row['subject']),
    before: JSON.parse(String(row['before'])) as Edit['to'],
    after: JSON.parse(String(row['after'])) as Edit['to'],
  };
}
