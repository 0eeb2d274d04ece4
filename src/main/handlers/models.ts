import type { JobRunner } from '../jobs/jobRunner';
import { holdingRun, startingOn, type HandlersOf, type OpenProject } from './room';

/** Networks handed on; the formats' libraries are loaded by the job that needs them. */
export function modelHandlers(open: OpenProject, jobs: JobRunner): HandlersOf<'models'> {
  const start = startingOn(open, jobs);
  return {
    'models.export': (wishes) =>
      start((project, job) =>
        holdingRun(wishes.run, async () =>
          (await import('../models/exportModel')).exportModel(project, wishes, job),
        )({ project }),
      ),
  };
}
