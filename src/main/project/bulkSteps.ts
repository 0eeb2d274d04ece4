import { setImmediate as nextTurn } from 'node:timers/promises';
import { alikeOf, bothAlike, type Alike } from '@shared/domain/alike';
import type { Edit, FaceEdit } from '@shared/domain/edit';
import type { Change, JournalEntry } from '@shared/domain/journal';
import { fail } from '@shared/result';
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
  /** One of the changes, and how far it speaks for them all. */
  readonly sample: Change | null;
  readonly alike: Alike;
}

/** How far a step is, and whether it shall end. */
export interface BulkContext {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** Whoever labels meanwhile waits for a part of about this length. */
const partMs = 40;
/** Faces of a part: as many as the last one took its time for. */
const facesAtFirst = 100;
const facesAtMost = 2_000;

/** What is to change of some faces. */
export type EditsOf = (faceIds: readonly number[]) => readonly FaceEdit[];

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
  private running = false;

  constructor(private readonly parts: Parts) {}

  /** One change of many faces. Fails with `edit-invalid` and `face-unknown` before anything is written. */
  apply(edit: Edit, faceIds: readonly number[], who: string, context: BulkContext): Promise<BulkStep> {
    const editsOf: EditsOf = (part) => part.map((faceId) => ({ ...edit, faceId }));
    return this.applyEach(editsOf, faceIds, who, context);
  }

  /** What is to change of each face is asked part by part, right before it is written. Fails as `apply` does. */
  applyEach(
    editsOf: EditsOf,
    faceIds: readonly number[],
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    return this.alone(() => this.applyAlone(editsOf, faceIds, who, context));
  }

  /**
   * Changes what is labelled, after the labels that have to follow. Stopped, only some labels have followed, and what
   * is labelled is as it was. `left` are labels that still have to follow, set by somebody meanwhile.
   */
  changeTemplate(
    change: TemplateStep,
    left: () => readonly FaceEdit[],
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    return this.alone(() => this.changeTemplateAlone(change, left, who, context));
  }

  /** Undoes a step or does it again. Stopped, it goes back to where it began: there is no half of an undo. */
  again(kind: 'undo' | 'redo', editId: number, who: string, context: BulkContext): Promise<BulkStep> {
    return this.alone(() => this.againAlone(kind, editId, who, context));
  }

  /** Nothing but single edits fits into a step that grows: whatever else is asked for fails with `journal-busy`. */
  refuseMeanwhile(): void {
    if (!this.running) return;
    fail(
      'journal-busy',
      'A job is changing the labels of many faces. Wait for its end or stop it, then try again.',
    );
  }

  private async alone(work: () => Promise<BulkStep>): Promise<BulkStep> {
    this.refuseMeanwhile();
    this.running = true;
    try {
      return await work();
    } finally {
      this.running = false;
    }
  }

  private async applyAlone(
    editsOf: EditsOf,
    faceIds: readonly number[],
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    this.requireFaces(faceIds);
    const step = new GrowingStep(this.parts, 'edit', null, who);
    const pace = new Pace();
    let done = 0;
    while (done < faceIds.length && !context.signal.aborted) {
      const part = faceIds.slice(done, done + pace.size);
      pace.measure(() => step.add(editsOf(part)));
      done += part.length;
      context.progress(done, faceIds.length);
      await nextTurn();
    }
    return step.result;
  }

  private async changeTemplateAlone(
    change: TemplateStep,
    left: () => readonly FaceEdit[],
    who: string,
    context: BulkContext,
  ): Promise<BulkStep> {
    const { database, table, template, feed } = this.parts;
    const edits = left();
    const step = new GrowingStep(this.parts, 'edit', null, who);
    const pace = new Pace();
    let done = 0;
    while (done < edits.length) {
      if (context.signal.aborted) return step.result;
      const part = edits.slice(done, done + pace.size);
      pace.measure(() => step.add(part));
      done += part.length;
      context.progress(done, edits.length);
      await nextTurn();
    }
    const entryId = database.transaction(() => {
      step.add(left(), 'whatever came later');
      template.replace(change.after);
      table.addTemplate(step.begin(), change);
      return step.begin();
    });
    feed.tell({ kind: 'template', entryId });
    return step.result;
  }

  private async againAlone(
    kind: 'undo' | 'redo',
    editId: number,
    who: string,
    { signal, progress }: BulkContext,
  ): Promise<BulkStep> {
    const total = this.parts.table.changeCount(editId);
    const step = this.started(kind, editId, who);
    const pace = new Pace();
    let done = 0;
    while (done < total && !signal.aborted) {
      const count = Math.min(pace.size, total - done);
      pace.measure(() =>
        this.addPart(step, kind, editId, kind === 'undo' ? total - done - count : done, count),
      );
      done += count;
      progress(done, total);
      await nextTurn();
    }
    if (done === total) return this.ended(step, kind, editId);
    const opposite = kind === 'undo' ? 'redo' : 'undo';
    const back = this.started(opposite, editId, who, step.begin());
    while (done > 0) {
      const count = Math.min(pace.size, done);
      done -= count;
      pace.measure(() =>
        this.addPart(back, opposite, editId, kind === 'undo' ? total - done - count : done, count),
      );
      progress(done, total);
      await nextTurn();
    }
    return { ...this.ended(back, opposite, editId), faces: 0 };
  }

  private started(kind: 'undo' | 'redo', editId: number, who: string, since?: number): GrowingStep {
    const { database, table, template } = this.parts;
    const step = new GrowingStep(this.parts, kind, editId, who, since);
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

  private requireFaces(faceIds: readonly number[]): void {
    const unknown = this.parts.database.first(
      'SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM faces) LIMIT 1',
      JSON.stringify(faceIds),
    );
    if (unknown) fail('face-unknown', `The project has no face ${unknown['value']}.`);
  }

  /** A stretch of an edit's changes, undone or done again. */
  private addPart(
    step: GrowingStep,
    kind: 'undo' | 'redo',
    editId: number,
    from: number,
    count: number,
  ): void {
    const changes = this.parts.table.changes(editId, from, count);
    step.add(
      kind === 'redo'
        ? changes.map((change) => editOf(change, change.after))
        : changes.toReversed().map((change) => editOf(change, change.before)),
    );
  }
}

/** How many faces a part has, so that parts take the time they should on this machine. */
class Pace {
  size = facesAtFirst;

  measure(work: () => void): void {
    const startedMs = performance.now();
    work();
    const fitting = (this.size * partMs) / Math.max(1, performance.now() - startedMs);
    // Not more than twice: one quick part says little.
    this.size = Math.max(20, Math.min(facesAtMost, this.size * 2, Math.round(fitting)));
  }
}

class GrowingStep {
  private entryId: number | null = null;
  private position = 0;
  private readonly faceIds = new Set<number>();
  private sample: Change | null = null;
  private alike = alikeOf([]);

  constructor(
    private readonly parts: Parts,
    private readonly kind: JournalEntry['kind'],
    private readonly editId: number | null,
    private readonly who: string,
    /** What was changed after this entry came later than the step; its own by default. */
    private readonly since: number | null = null,
  ) {}

  get result(): BulkStep {
    return { entryId: this.entryId, faces: this.faceIds.size, sample: this.sample, alike: this.alike };
  }

  /** Also of a step that will change nothing. */
  begin(): number {
    return (this.entryId ??= this.parts.table.append(this.kind, this.editId, this.who).id);
  }

  add(
    edits: readonly FaceEdit[],
    over: 'what came before' | 'whatever came later' = 'what came before',
  ): void {
    const { database, table, writer, feed } = this.parts;
    const changes = database.transaction(() => {
      const written = writer.write(over === 'what came before' ? this.untouched(edits) : edits);
      if (written.length > 0) table.addChanges(this.begin(), this.position, written);
      return written;
    });
    if (changes.length === 0) return;
    this.position += changes.length;
    for (const { faceId } of changes) this.faceIds.add(faceId);
    this.sample ??= changes[0]!;
    this.alike = bothAlike(this.alike, alikeOf([this.sample, ...changes]));
    feed.tell({ kind: 'bulk' });
  }

  private untouched(edits: readonly FaceEdit[]): readonly FaceEdit[] {
    const since = this.since ?? this.entryId;
    if (since === null) return edits;
    const later = this.parts.table.changedAfter(
      since,
      edits.map(({ faceId }) => faceId),
    );
    if (later.size === 0) return edits;
    return edits.filter((edit) => !later.has([edit.faceId, edit.kind, subjectOf(edit)].join(' ')));
  }
}
