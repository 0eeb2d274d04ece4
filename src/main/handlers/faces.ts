import { acceptedFrom } from '@shared/domain/author';
import { fail } from '@shared/result';
import { largestStep } from '@shared/contract/steps';
import type { JobRunner } from '../jobs/jobRunner';
import { faceViews } from '../library/faceViews';
import { acceptSuggestions } from '../prediction/acceptSuggestions';
import { suggestionOf } from '../prediction/suggestion';
import type { Project } from '../project/project';
import { editMany, stepAgain } from '../project/stepJobs';
import type { EngineRoom } from '../runs/engineRoom';
import { personName } from '../runtime/person';
import type { ProjectNews } from './news';
import { startingOn, startingWithReader, type HandlersOf, type OpenProject } from './room';

/** Faces one by one, and the journal of their edits: one for all who share the studio. */
export function faceHandlers(
  open: OpenProject,
  jobs: JobRunner,
  engines: EngineRoom,
  news: ProjectNews,
): HandlersOf<'faces'> & HandlersOf<'journal'> {
  const start = startingOn(open, jobs);
  const startReading = startingWithReader(open, jobs);
  return {
    'faces.get': ({ faceIds }) => faceViews(open.current, faceIds),
    'faces.ofPhoto': ({ faceId }) => ({ ids: open.current.faces.ofPhoto(faceId) }),
    'faces.edit': ({ edits, suggestedBy }) =>
      open.current.journal.apply(edits, authorOf(open.current, suggestedBy)),
    'faces.editMany': ({ edit, faceIds }) =>
      start((project, job) => editMany(project, edit, faceIds, job).finally(() => news.flush())),
    'faces.acceptMany': (wish) =>
      start((project, job) => acceptSuggestions(project, wish, job).finally(() => news.flush())),
    'faces.find': ({ source }) =>
      startReading(async (services) => {
        const { findFaces } = await import('../runs/findFaces');
        return findFaces({ ...services, engines }, source).finally(() => news.flush());
      }),
    'faces.findRepeats': () =>
      startReading(async (services) => (await import('../nearDuplicates/findRepeats')).findRepeats(services)),
    'faces.add': ({ besideFaceId, box }) => open.current.journal.addFace(besideFaceId, box, personName()),
    'faces.restore': ({ faceId }) => open.current.journal.restoreOriginal(faceId, personName()),
    'faces.history': ({ faceId }) => open.current.journal.history(faceId),
    'faces.suggestion': ({ faceId, run }) => suggestionOf(open.current, faceId, run),
    'journal.undo': () => {
      refuseLongStep(open.current, 'undo');
      return open.current.journal.undo(personName());
    },
    'journal.redo': () => {
      refuseLongStep(open.current, 'redo');
      return open.current.journal.redo(personName());
    },
    'journal.again': ({ direction }) =>
      start((project, job) => stepAgain(project, direction, job).finally(() => news.flush())),
  };
}

/** Who labels: a person, or a run whose word a person has taken over. Fails with `run-unknown`. */
function authorOf(project: Project, suggestedBy: string | undefined): string {
  if (suggestedBy === undefined) return personName();
  return acceptedFrom(project.runs.get(suggestedBy).name, personName());
}

/** What takes more than an answer's time is a job; an import is undone knowingly, not by one Ctrl+Z too many. */
function refuseLongStep(project: Project, direction: 'undo' | 'redo'): void {
  const next = project.journal.next(direction);
  if (next === null) return;
  if (next.importId !== null) {
    const { path, imported } = project.imports.get(next.importId);
    fail('step-is-import', `The next step is the import of ${path}: it is undone and done again as a job.`, {
      importId: next.importId,
      path,
      imported,
      workedOn: project.imports.workedOn(next.importId),
    });
  }
  if (next.changes > largestStep) {
    fail(
      'step-is-large',
      `The next step changes ${next.changes} labels: it is undone and done again as a job.`,
      {
        changes: next.changes,
      },
    );
  }
}
