import type { JobRunner } from '../jobs/jobRunner';
import { redoImport, undoImport } from '../project/stepJobs';
import type { ProjectNews } from './news';
import { startingOn, type HandlersOf, type OpenProject } from './room';

/** Imports that were made, each of which can be undone and done again. */
export function importHandlers(open: OpenProject, jobs: JobRunner, news: ProjectNews): HandlersOf<'imports'> {
  const start = startingOn(open, jobs);
  return {
    'imports.list': () =>
      open.current.imports.list().map(({ id, path, who, startedAt, undoneAt, imported, updated }) => ({
        ...{ id, path, who, at: startedAt, undoneAt, imported, updated },
        workedOn: open.current.imports.workedOn(id),
      })),
    'imports.undo': ({ importId, keepWorkedOn }) =>
      start((project, job) => undoImport(project, importId, keepWorkedOn, job).finally(() => news.flush())),
    'imports.redo': ({ importId }) =>
      start((project, job) => redoImport(project, importId, job).finally(() => news.flush())),
  };
}
