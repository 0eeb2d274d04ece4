import type { JobRunner } from '../jobs/jobRunner';
import { startingOn, type HandlersOf, type OpenProject } from './room';

/** Networks handed on; the formats' libraries are loaded by the job that needs them. */
export function modelHandlers(open: OpenProject, jobs: JobRunner): HandlersOf<'models'> {
  const start = startingOn(open, jobs);
  return {
    'models.export': (wishes) =>
      start(async (project, job) =>
        (await import('../models/exportModel')).exportModel(project, wishes, job),
      ),
  };
}
