import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Edit, FaceEdit } from '@shared/domain/edit';
import type { Change, JournalEntry } from '@shared/domain/journal';
import type { ChangeFeed } from './changes';
import type { Database } from './database';
import type { JournalTable, TemplateStep } from './journalTable';
import type { ProjectTemplate } from './projectTemplate';
import { editOf, subjectOf, type StepWriter } from './stepWriter';

/** What a step of many faces did. */
export interface BulkStep {
  /** Null when nothing changed. */
  readonly entryId: number | null;
  readonly faces: number;
  /** One of the changes, for a few words about them all. */
  readonly sample: Change | null;
}

/** How far a step is, and whether it shall end. */
export interface BulkContext {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** Faces of one transaction: whoever labels meanwhile waits this long at most. */
const facesAtOnce = 400;

interface Parts {
  readonly database: Database;
  readonly template: ProjectTemplate;
  readonly table: JournalTable;
  readonly writer: StepWriter;
  readonly feed: ChangeFeed;
}

/**
 * Steps of more faces than can be changed within one answer. A step grows by parts, each of which is whole in
 * itself: labels and journal agree at any time, and a step that is stopped is one of fewer faces. What somebody
 * changes meanwhile came later, and stays.
 */
export class BulkSteps {
  constructor(private readonly parts: Parts) {}

  /** One change of many faces. Fails with `edit-invalid` and `face-unknown` before anything is written. */
  async apply(edit: Edit, faceIds: readonly number[], who: string, context: BulkContext): Promise<BulkStep> {
    const step = new GrowingStep(this.parts, 'edit', null, who);
    for (let start = 0; start < faceIds.length && !context.signal.aborted; start += facesAtOnce) {
      step.add(faceIds.slice(start, start + facesAtOnce).map((faceId) => ({ ...edit, faceId })));
      context.progress(Math.min(start + facesAtOnce, faceIds.length), faceIds.length);
      await nextTurn();
    }
    return step.result;
  }

  /**
   * Changes what is labelled, after the labels that have to follow. Stopped, only some labels have followed, and what
   * is labelled is as it was.
   */
  async changeTemplate(
    change: TemplateStep,
    edits: readonly FaceEdit[],
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    const { database, table, template, feed } = this.parts;
    const step = new GrowingStep(this.parts, 'edit', null, who);
    for (let start = 0; start < edits.length; start += facesAtOnce) {
      if (context.signal.aborted) return step.result;
      step.add(edits.slice(start, start + facesAtOnce));
      context.progress(Math.min(start + facesAtOnce, edits.length), edits.length);
      await nextTurn();
    }
    const entryId = database.transaction(() => {
      template.replace(change.after);
      table.addTemplate(step.begin(), change);
      return step.begin();
    });
    feed.tell({ kind: 'template', entryId });
    return step.result;
  }

  /** Undoes a step or does it again. Stopped, it goes back to where it began: there is no half of an undo. */
  async again(
    kind: 'undo' | 'redo',
    editId: number,
    who: string,
    { signal, progress }: BulkContext,
  ): Promise<BulkStep> {
    const total = this.parts.table.changeCount(editId);
    const step = this.started(kind, editId, who);
    let done = 0;
    while (done < total && !signal.aborted) {
      done += this.addPart(step, kind, editId, done, total);
      progress(done, total);
      await nextTurn();
    }
    if (done === total) return this.ended(step, kind, editId);
    const opposite = kind === 'undo' ? 'redo' : 'undo';
    const back = this.started(opposite, editId, who);
    while (done > 0) {
      const count = Math.min(facesAtOnce, done);
      done -= count;
      this.addPart(back, opposite, editId, total - done - count, total, count);
      progress(done, total);
      await nextTurn();
    }
    return { ...this.ended(back, opposite, editId), faces: 0 };
  }

  private started(kind: 'undo' | 'redo', editId: number, who: string): GrowingStep {
    const { database, table, template } = this.parts;
    const step = new GrowingStep(this.parts, kind, editId, who);
    const other = table.templateStep(editId);
    database.transaction(() => {
      step.begin();
      // Labels are changed while the template has both the values that come and those that go.
      if (kind === 'undo' && other) template.replace(other.before);
    });
    return step;
  }

  private ended(step: GrowingStep, kind: 'undo' | 'redo', editId: number): BulkStep {
    const { database, table, template, feed } = this.parts;
    const other = table.templateStep(editId);
    if (kind === 'redo' && other) database.transaction(() => template.replace(other.after));
    if (other) feed.tell({ kind: 'template', entryId: step.begin() });
    return step.result;
  }

  /** The next changes of an edit, from the end when it is undone; answers how many. */
  private addPart(
    step: GrowingStep,
    kind: 'undo' | 'redo',
    editId: number,
    done: number,
    total: number,
    atMost = facesAtOnce,
  ): number {
    const count = Math.min(atMost, total - done);
    const changes = this.parts.table.changes(editId, kind === 'undo' ? total - done - count : done, count);
    step.add(
      kind === 'redo'
        ? changes.map((change) => editOf(change, change.after))
        : changes.toReversed().map((change) => editOf(change, change.before)),
    );
    return count;
  }
}

class GrowingStep {
  private entryId: number | null = null;
  private position = 0;
  private readonly faceIds = new Set<number>();
  private sample: Change | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly kind: JournalEntry['kind'],
    private readonly editId: number | null,
    private readonly who: string,
  ) {}

  get result(): BulkStep {
    return { entryId: this.entryId, faces: this.faceIds.size, sample: this.sample };
  }

  /** Also of a step that will change nothing. */
  begin(): number {
    return (this.entryId ??= this.parts.table.append(this.kind, this.editId, this.who).id);
  }

  add(edits: readonly FaceEdit[]): void {
    const { database, table, writer, feed } = this.parts;
    const changes = database.transaction(() => {
      const written = writer.write(this.untouched(edits));
      if (written.length > 0) table.addChanges(this.begin(), this.position, written);
      return written;
    });
    if (changes.length === 0) return;
    this.position += changes.length;
    for (const { faceId } of changes) this.faceIds.add(faceId);
    this.sample ??= changes[0] ?? null;
    feed.tell({ kind: 'bulk' });
  }

  private untouched(edits: readonly FaceEdit[]): readonly FaceEdit[] {
    if (this.entryId === null) return edits;
    const later = this.parts.table.changedAfter(
      this.entryId,
      edits.map(({ faceId }) => faceId),
    );
    if (later.size === 0) return edits;
    return edits.filter((edit) => !later.has([edit.faceId, edit.kind, subjectOf(edit)].join(' ')));
  }
}
