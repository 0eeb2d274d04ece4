import {
  type Edit,
  type FaceEdit,
  type FaceLabels,
  type FaceState,
  applyEdit,
  editsBetween,
  invertEdit,
  sameValue,
} from '@shared/domain/edit';
import type { Change, HistoryEntry, JournalEntry } from '@shared/domain/journal';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import type { ChangeFeed } from './changes';
import { type Database, type Row, numberIn } from './database';
import { LabelReader, labelsOf } from './faces/labelReader';
import { LabelWriter } from './faces/labelWriter';

/** The latest that happened to an edit, as a condition on `journal AS edit`: undone, or not. */
const latestStep = `(SELECT kind FROM journal AS step WHERE step.edit_id = edit.id ORDER BY step.id DESC LIMIT 1)`;

/**
 * The one way in which labels change after their import. The journal only grows: what can be undone and done
 * again is read from it, so that both work without limit and across restarts. A new edit ends the redoing of
 * what was undone before it, as in any editor.
 */
export class Journal {
  private readonly reader: LabelReader;
  private readonly writer: LabelWriter;

  constructor(
    private readonly database: Database,
    private readonly template: Template,
    private readonly feed: ChangeFeed,
  ) {
    this.reader = new LabelReader(database, template);
    this.writer = new LabelWriter(database);
  }

  /**
   * Applies edits of one or many faces as one step, all or nothing; null when they change nothing. Fails with
   * `edit-invalid` and `face-unknown`.
   */
  apply(edits: FaceEdit | readonly FaceEdit[], who: string): JournalEntry | null {
    const list = Array.isArray(edits) ? (edits as readonly FaceEdit[]) : [edits as FaceEdit];
    return this.step(() => this.write('edit', null, list, who));
  }

  /** Undoes the last edit that is not undone; null when there is none. */
  undo(who: string): JournalEntry | null {
    return this.step(() => {
      const edit = this.database.first(
        `SELECT id FROM journal AS edit WHERE kind = 'edit' AND ${latestStep} IS NOT 'undo'
         ORDER BY id DESC LIMIT 1`,
      );
      return edit ? this.writeAgain('undo', Number(edit['id']), who) : null;
    });
  }

  /** Does the last undone edit again; null when there is none, or when something was edited since. */
  redo(who: string): JournalEntry | null {
    return this.step(() => {
      const undone = this.database.first(
        `SELECT edit_id FROM journal AS latest
         WHERE kind = 'undo' AND id > (SELECT max(id) FROM journal WHERE kind = 'edit')
           AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.edit_id = latest.edit_id AND later.id > latest.id)
         ORDER BY id DESC LIMIT 1`,
      );
      return undone ? this.writeAgain('redo', Number(undone['edit_id']), who) : null;
    });
  }

  /**
   * Gives a face the box, points and attributes of its label file back, as one edit; null when it has them.
   * Which split a face is in is no label of it, and stays.
   */
  restoreOriginal(faceId: number, who: string): JournalEntry | null {
    return this.step(() => {
      const current = this.stateOf(faceId);
      const original = this.reader.originals([faceId]).get(faceId) ?? labelsOf(current);
      const edits = editsBetween(this.template, current, { ...original, split: current.split });
      return this.write(
        'edit',
        null,
        edits.map((edit) => ({ ...edit, faceId })),
        who,
      );
    });
  }

  /** Everything that ever happened to a face, oldest first, beginning with its import. */
  history(faceId: number): HistoryEntry[] {
    const imported = this.database.first(
      `SELECT imports.id, started_at, who, path, label_file, label_line
       FROM faces JOIN imports ON imports.id = import_id WHERE faces.id = ?`,
      faceId,
    );
    if (!imported) fail('face-unknown', `The project has no face ${faceId}.`);
    const entries = this.database.all(
      `SELECT DISTINCT journal.* FROM journal_changes JOIN journal ON journal.id = entry_id
       WHERE face_id = ? ORDER BY journal.id`,
      faceId,
    );
    return [
      {
        kind: 'import',
        at: String(imported['started_at']),
        who: String(imported['who']),
        path: String(imported['path']),
        file: String(imported['label_file']),
        line: imported['label_line'] === null ? null : Number(imported['label_line']),
      },
      ...entries.map((row) => {
        const entry = this.entry(row);
        return {
          ...entry,
          faceIds: [faceId],
          changes: entry.changes.filter((change) => change.faceId === faceId),
        };
      }),
    ];
  }

  /** How far the journal goes; 0 while nothing was ever edited. */
  lastId(): number {
    return numberIn(this.database.first('SELECT max(id) FROM journal'));
  }

  /** One step in one transaction, told when it is committed. */
  private step(work: () => JournalEntry | null): JournalEntry | null {
    const entry = this.database.transaction(work);
    if (entry) this.feed.tell({ kind: entry.kind, entryId: entry.id, faceIds: entry.faceIds });
    return entry;
  }

  private writeAgain(kind: 'undo' | 'redo', editId: number, who: string): JournalEntry {
    const changes = this.changes(editId);
    const edits =
      kind === 'redo'
        ? changes.map((change) => editOf(change, change.after))
        : changes.toReversed().map((change) => editOf(change, change.before));
    return this.write(kind, editId, edits, who)!;
  }

  private write(
    kind: JournalEntry['kind'],
    editId: number | null,
    edits: readonly FaceEdit[],
    who: string,
  ): JournalEntry | null {
    const before = this.reader.states([...new Set(edits.map((edit) => edit.faceId))]);
    const after = new Map(before);
    const changes: Change[] = [];
    for (const edit of edits) {
      const state = after.get(edit.faceId);
      if (!state) fail('face-unknown', `The project has no face ${edit.faceId}.`);
      const next = applyEdit(this.template, state, edit);
      const change = changeOf(this.template, edit, state, next);
      if (sameValue(change.before, change.after)) continue;
      changes.push(change);
      after.set(edit.faceId, next);
    }
    // An undo whose value is already there (an import brought it) is still a step.
    if (kind === 'edit' && changes.length === 0) return null;
    const originals = this.reader.originals([...after.keys()]);
    for (const [faceId, state] of after) {
      this.writeFace(faceId, before.get(faceId)!, state, originals.get(faceId));
    }
    return this.append(kind, editId, changes, who);
  }

  /** `kept`: what the label file says; undefined for a face that is edited for the first time. */
  private writeFace(faceId: number, before: FaceState, after: FaceState, kept: FaceLabels | undefined): void {
    if (before === after) return;
    const original = kept ?? labelsOf(before);
    if (!kept) this.writer.keepOriginal(faceId, original);
    this.writer.update(faceId, before, after);
    this.writer.setEdited(faceId, editsBetween(this.template, after, original).length > 0);
  }

  private append(
    kind: JournalEntry['kind'],
    editId: number | null,
    changes: readonly Change[],
    who: string,
  ): JournalEntry {
    const at = new Date().toISOString();
    const sql = 'INSERT INTO journal (at, who, kind, edit_id) VALUES (?, ?, ?, ?)';
    const { id } = this.database.run(sql, at, who, kind, editId);
    changes.forEach((change, position) => {
      this.database.run(
        `INSERT INTO journal_changes (entry_id, position, face_id, kind, subject, before, after)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        id,
        position,
        change.faceId,
        change.kind,
        change.subject,
        JSON.stringify(change.before),
        JSON.stringify(change.after),
      );
    });
    return { id, at, who, kind, editId, faceIds: facesOf(changes), changes };
  }

  private stateOf(faceId: number): FaceState {
    return (
      this.reader.states([faceId]).get(faceId) ?? fail('face-unknown', `The project has no face ${faceId}.`)
    );
  }

  private entry(row: Row): JournalEntry {
    const changes = this.changes(Number(row['id']));
    return {
      id: Number(row['id']),
      at: String(row['at']),
      who: String(row['who']),
      kind: row['kind'] as JournalEntry['kind'],
      editId: row['edit_id'] === null ? null : Number(row['edit_id']),
      faceIds: facesOf(changes),
      changes,
    };
  }

  private changes(entryId: number): Change[] {
    const rows = this.database.all(
      'SELECT * FROM journal_changes WHERE entry_id = ? ORDER BY position',
      entryId,
    );
    return rows.map((row) => ({
      faceId: Number(row['face_id']),
      kind: row['kind'] as Change['kind'],
      subject: String(row['subject']),
      before: JSON.parse(String(row['before'])) as Edit['to'],
      after: JSON.parse(String(row['after'])) as Edit['to'],
    }));
  }
}

function facesOf(changes: readonly Change[]): number[] {
  return [...new Set(changes.map((change) => change.faceId))];
}

function changeOf(template: Template, edit: FaceEdit, state: FaceState, next: FaceState): Change {
  const subject = edit.kind === 'landmark' ? edit.point : edit.kind === 'attribute' ? edit.attribute : '';
  return {
    faceId: edit.faceId,
    kind: edit.kind,
    subject,
    before: invertEdit(template, state, edit).to,
    // As the project keeps it, tags in order.
    after: invertEdit(template, next, edit).to,
  };
}

/** The edit that a change was, set to one of its two values. */
function editOf(change: Change, to: Edit['to']): FaceEdit {
  const { faceId, kind, subject } = change;
  return { faceId, kind, point: subject, attribute: subject, to } as FaceEdit;
}
