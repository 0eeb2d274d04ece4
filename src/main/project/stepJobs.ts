import type { StepReport } from '@shared/contract/steps';
import { alikeOf } from '@shared/domain/alike';
import type { Edit } from '@shared/domain/edit';
import type { JournalEntry } from '@shared/domain/journal';
import type { TemplateChange, ValueMoves } from '@shared/domain/templateChange';
import type { JobContext } from '../jobs/context';
import { personName } from '../runtime/person';
import type { BulkContext, BulkStep, EditsOf } from './bulkSteps';
import type { Project } from './project';

/** Sets one value on many faces, as one step. Stopped, it is a step of the faces until there. */
export async function editMany(
  project: Project,
  edit: Edit,
  faceIds: readonly number[],
  job: JobContext,
): Promise<StepReport> {
  return timed(async () => {
    const step = await project.journal.bulk.apply(edit, faceIds, personName(), counting(job));
    return ofBulk('edit', step);
  });
}

/** Changes many faces, each as is told of it, as one step. Stopped, it is a step of the faces until there. */
export async function editEach(
  project: Project,
  editsOf: EditsOf,
  faceIds: readonly number[],
  who: string,
  job: JobContext,
): Promise<StepReport> {
  return timed(async () => {
    const step = await project.journal.bulk.applyEach(editsOf, faceIds, who, counting(job));
    return ofBulk('edit', step);
  });
}

/** Changes what is labelled, and before it the labels that have to follow. */
export async function changeTemplateOfMany(
  project: Project,
  change: TemplateChange,
  moves: ValueMoves,
  job: JobContext,
): Promise<StepReport> {
  return timed(async () => {
    const step = await project.journal.changeTemplateOfMany(change, moves, personName(), counting(job));
    return { ...ofBulk('edit', step), template: change };
  });
}

/** Undoes the last step or does the last undone again, whatever it is. */
export async function stepAgain(
  project: Project,
  direction: 'undo' | 'redo',
  job: JobContext,
): Promise<StepReport> {
  const { journal } = project;
  return timed(async () => {
    const next = journal.next(direction);
    if (next === null) return { ...nothing, kind: direction };
    if (next.importId !== null) {
      return ofEntry(
        project,
        direction === 'undo'
          ? journal.undoImport(next.importId, false, personName())
          : journal.redoImport(next.importId, personName()),
      );
    }
    const step = await journal.bulk.again(direction, next.editId, personName(), counting(job));
    return { ...ofBulk(direction, step), template: journal.templateChangeOf(next.editId) };
  });
}

export async function undoImport(
  project: Project,
  importId: number,
  keepWorkedOn: boolean,
  job: JobContext,
): Promise<StepReport> {
  job.progress({ phase: 'undoing an import', done: 0 });
  return timed(async () =>
    ofEntry(project, project.journal.undoImport(importId, keepWorkedOn, personName())),
  );
}

export async function redoImport(project: Project, importId: number, job: JobContext): Promise<StepReport> {
  job.progress({ phase: 'doing an import again', done: 0 });
  return timed(async () => ofEntry(project, project.journal.redoImport(importId, personName())));
}

type Untimed = Omit<StepReport, 'seconds'>;

const nothing: Untimed = {
  kind: 'edit',
  entryId: null,
  faces: 0,
  sample: null,
  alike: alikeOf([]),
  template: null,
  import: null,
};

async function timed(work: () => Promise<Untimed>): Promise<StepReport> {
  const startedMs = performance.now();
  const step = await work();
  return { ...step, seconds: (performance.now() - startedMs) / 1000 };
}

function counting({ signal, progress }: JobContext): BulkContext {
  return { signal, progress: (done, total) => progress({ phase: 'changing labels', done, total }) };
}

function ofBulk(kind: JournalEntry['kind'], step: BulkStep): Untimed {
  return { ...nothing, kind, ...step };
}

function ofEntry({ journal }: Project, { kind, id, import: imported }: JournalEntry): Untimed {
  const faces = imported ? journal.withdrawnBy(imported.importId) : 0;
  return { ...nothing, kind, entryId: id, faces, import: imported ?? null };
}
