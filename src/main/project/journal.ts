import { largestStep } from '@shared/contract/steps';
import { type FaceEdit, editsBetween, sameValue } from '@shared/domain/edit';
import type { Box } from '@shared/domain/face';
import type { Change, HistoryEntry, JournalEntry } from '@shared/domain/journal';
import type { Template } from '@shared/domain/template';
import type { TemplateChange, ValueMoves } from '@shared/domain/templateChange';
import { fail } from '@shared/result';
import { BulkSteps, type BulkContext, type BulkStep } from './bulkSteps';
import type { ChangeFeed } from './changes';
import { type Database, numberIn } from './database';
import type { ImportRepository, TakenBack } from './faces/importRepository';
import { labelsOf } from './faces/labelReader';
import { JournalTable, type NextStep, type TemplateStep } from './journalTable';
import type { ProjectTemplate } from './projectTemplate';
import { editOf, StepWriter } from './stepWriter';
import { faceEditsFor, templateAfter } from './templateSteps';

/**
 * The one way in which labels, what is labelled, and imports change and change back. The journal only grows: what
 * can be undone and done again is read from it, so that both work without limit and across restarts. A new edit
 * ends the redoing of what was undone before it, as in any editor.
 */
export class Journal {
  /** Steps of many faces, a part at a time. */
  readonly bulk: BulkSteps;
  private readonly table: JournalTable;
  private readonly writer: StepWriter;

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
    private readonly imports: ImportRepository,
    private readonly feed: ChangeFeed,
  ) {
    this.table = new JournalTable(database);
    this.writer = new StepWriter(database, template);
    this.bulk = new BulkSteps({ database, template, table: this.table, writer: this.writer, feed });
  }

  /**
   * Applies edits of one or many faces as one step, all or nothing; null when they change nothing. Fails with
   * `edit-invalid` and `face-unknown`.
   */
  apply(edits: FaceEdit | readonly FaceEdit[], who: string): JournalEntry | null {
    const list = Array.isArray(edits) ? (edits as readonly FaceEdit[]) : [edits as FaceEdit];
    return this.step(() => {
      const changes = this.writer.write(list);
      return changes.length === 0 ? null : this.append('edit', null, changes, who);
    });
  }

  /**
   * Another face of the photo that a face is of, as one step: undone, it is a deleted face. It belongs to the import of
   * the face beside it, and is in the same split. Fails with `face-unknown` and `edit-invalid`.
   */
  addFace(besideFaceId: number, box: Box, who: string): JournalEntry {
    const entry = this.step(() => {
      const faceId = this.writer.insertBeside(besideFaceId);
      const changes = this.writer.write([
        { faceId, kind: 'deleted', to: false },
        { faceId, kind: 'box', to: box },
      ]);
      return this.append('edit', null, changes, who);
    })!;
    // To those who keep a list of faces, one that has come is what an import brings.
    this.feed.tell({ kind: 'import' });
    return entry;
  }

  /**
   * Changes what is labelled, as one step with the labels that have to follow: `moves` says what becomes of those
   * that say a value which goes (without a word, no label). Null when it changes nothing. Fails with `template-invalid`, and `attribute-known`
   * for a new attribute that labels of a former one would contradict; with `step-is-large` where more labels have to
   * follow than within an answer's time.
   */
  changeTemplate(change: TemplateChange, moves: ValueMoves, who: string): JournalEntry | null {
    this.bulk.refuseMeanwhile();
    return this.step(() => {
      const step = this.templateStep(change);
      if (sameValue(step.before, step.after)) return null;
      const edits = faceEditsFor(this.database, step.before, change, moves);
      if (edits.length > largestStep) {
        fail('step-is-large', `${edits.length} labels have to follow this change: it is made as a job.`);
      }
      const changes = this.writer.write(edits);
      this.template.replace(step.after);
      return this.append('edit', null, changes, who, step);
    });
  }

  /** The same of any number of labels. */
  async changeTemplateOfMany(
    change: TemplateChange,
    moves: ValueMoves,
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    const step = this.templateStep(change);
    const left = (): readonly FaceEdit[] => faceEditsFor(this.database, step.before, change, moves);
    return this.bulk.changeTemplate(step, left, who, context);
  }

  /** What a step changed about what is labelled; null for any other step. */
  templateChangeOf(entryId: number): TemplateChange | null {
    return this.table.templateStep(entryId)?.change ?? null;
  }

  /** Attributes that were taken away and can be brought back, the last first. */
  formerAttributes(): Template['attributes'] {
    const known = new Set(this.template.attributes.map(({ id }) => id));
    const former = this.table.formerTemplates().flatMap(({ attributes }) => attributes);
    return former.filter(({ id }, index) => {
      return !known.has(id) && former.findIndex((other) => other.id === id) === index;
    });
  }

  /** What undoing or doing again would be about; null where there is nothing to do. */
  next(direction: 'undo' | 'redo'): NextStep | null {
    return this.table.next(direction);
  }

  /** Undoes the last step that is not undone, whatever it is; null when there is none. Fails as `undoImport` does. */
  undo(who: string): JournalEntry | null {
    this.bulk.refuseMeanwhile();
    const next = this.next('undo');
    if (next === null) return null;
    if (next.importId !== null) return this.undoImport(next.importId, false, who);
    return this.step(() => this.writeAgain('undo', next.editId, who));
  }

  /** Does the last undone step again; null when there is none, or when something was edited since. */
  redo(who: string): JournalEntry | null {
    this.bulk.refuseMeanwhile();
    const next = this.next('redo');
    if (next === null) return null;
    if (next.importId !== null) return this.redoImport(next.importId, who);
    return this.step(() => this.writeAgain('redo', next.editId, who));
  }

  /** Puts an import among the steps that can be undone: when it has ended, well or not. */
  recordImport(importId: number, who: string): void {
    if (this.table.importEntry(importId) !== null) return;
    const { imported, updated } = this.imports.get(importId);
    // Read again and found as it was: there is nothing to undo.
    if (imported + updated === 0) return;
    this.database.transaction(() => {
      this.table.addImport(this.table.append('edit', null, who).id, importId, null);
    });
  }

  /** In any order, not only the last. Fails as `ImportRepository.undo` does. */
  undoImport(importId: number, keepWorkedOn: boolean, who: string): JournalEntry {
    this.bulk.refuseMeanwhile();
    // Those from before imports were steps, too, in their order.
    for (const { id } of this.imports.list().toReversed()) this.recordImport(id, who);
    if (this.table.importEntry(importId) === null) {
      const { path } = this.imports.get(importId);
      fail('import-changed-nothing', `The import of ${path} changed nothing: there is nothing to undo.`);
    }
    return this.database.transaction(() => {
      const takenBack = this.imports.undo(importId, who, keepWorkedOn);
      return this.importStep('undo', importId, takenBack, who);
    });
  }

  /** How many faces left the project when the import was undone last. */
  withdrawnBy(importId: number): number {
    return this.table.takenBack<TakenBack>(importId)?.withdrawn.length ?? 0;
  }

  /** Fails as `ImportRepository.redo` does. */
  redoImport(importId: number, who: string): JournalEntry {
    this.bulk.refuseMeanwhile();
    return this.database.transaction(() => {
      const takenBack = this.table.takenBack<TakenBack>(importId);
      this.imports.redo(importId, takenBack ?? { withdrawn: [], relabelled: [] });
      return this.importStep('redo', importId, null, who);
    });
  }

  /**
   * Gives a face the box, points and attributes of its label file back, as one edit; null when it has them.
   * Which split a face is in is no label of it, and stays.
   */
  restoreOriginal(faceId: number, who: string): JournalEntry | null {
    const { reader } = this.writer;
    const current = reader.states([faceId]).get(faceId);
    if (!current) fail('face-unknown', `The project has no face ${faceId}.`);
    const original = reader.originals([faceId]).get(faceId) ?? labelsOf(current);
    const edits = editsBetween(this.template, current, { ...original, split: current.split });
    return this.apply(
      edits.map((edit) => ({ ...edit, faceId })),
      who,
    );
  }

  /** Everything that ever happened to a face, oldest first, beginning with its import. */
  history(faceId: number): HistoryEntry[] {
    const imported = this.database.first(
      `SELECT imports.id, started_at, who, path, label_file, label_line
       FROM faces JOIN imports ON imports.id = import_id WHERE faces.id = ?`,
      faceId,
    );
    if (!imported) fail('face-unknown', `The project has no face ${faceId}.`);
    return [
      {
        kind: 'import',
        at: String(imported['started_at']),
        who: String(imported['who']),
        path: String(imported['path']),
        file: String(imported['label_file']),
        line: imported['label_line'] === null ? null : Number(imported['label_line']),
      },
      ...this.table.entriesOf(faceId),
    ];
  }

  /** How far the journal goes; 0 while nothing was ever edited. */
  lastId(): number {
    return numberIn(this.database.first('SELECT max(id) FROM journal'));
  }

  private templateStep(change: TemplateChange): TemplateStep {
    const before = this.template.current;
    return {
      change,
      before,
      after: templateAfter(this.database, this.table.formerTemplates(), before, change),
    };
  }

  /** One step in one transaction, told when it is committed. */
  private step(work: () => JournalEntry | null): JournalEntry | null {
    try {
      const entry = this.database.transaction(work);
      if (entry) this.tell(entry);
      return entry;
    } catch (thrown) {
      this.template.readAgain();
      throw thrown;
    }
  }

  private tell(entry: JournalEntry): void {
    if (entry.template) this.feed.tell({ kind: 'template', entryId: entry.id });
    if (entry.faceIds.length === 0) return;
    this.feed.tell({ kind: entry.kind, entryId: entry.id, faceIds: entry.faceIds });
  }

  private writeAgain(kind: 'undo' | 'redo', editId: number, who: string): JournalEntry {
    const template = this.table.templateStep(editId);
    const changes = this.table.changes(editId);
    // Labels are changed while the template has both the values that come and those that go.
    if (kind === 'undo' && template) this.template.replace(template.before);
    const written = this.writer.write(
      kind === 'redo'
        ? changes.map((change) => editOf(change, change.after))
        : changes.toReversed().map((change) => editOf(change, change.before)),
    );
    if (kind === 'redo' && template) this.template.replace(template.after);
    // A step whose value is already there (an import brought it) is still a step.
    return this.append(kind, editId, written, who);
  }

  private append(
    kind: JournalEntry['kind'],
    editId: number | null,
    changes: readonly Change[],
    who: string,
    template: TemplateStep | null = null,
  ): JournalEntry {
    const { id } = this.table.append(kind, editId, who);
    this.table.addChanges(id, 0, changes);
    if (template) this.table.addTemplate(id, template);
    return this.table.entry(this.table.row(id), changes);
  }

  private importStep(
    kind: 'undo' | 'redo',
    importId: number,
    takenBack: TakenBack | null,
    who: string,
  ): JournalEntry {
    const { id } = this.table.append(kind, this.table.importEntry(importId), who);
    this.table.addImport(id, importId, takenBack);
    return this.table.entry(this.table.row(id), []);
  }
}
