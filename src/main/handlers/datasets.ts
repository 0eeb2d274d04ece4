import type { JobRunner } from '../jobs/jobRunner';
import type { ProjectNews } from './news';
import { starting, type HandlersOf, type OpenProject } from './room';

/** Formats are loaded by the job that needs them. */
export function datasetHandlers(
  open: OpenProject,
  jobs: JobRunner,
  news: ProjectNews,
): HandlersOf<'datasets'> {
  const start = starting(jobs);
  return {
    'datasets.import': ({ path }) => {
      const project = open.current;
      return start(async (job) => {
        const { importIntoProject } = await import('../datasets/importIntoProject');
        // What was imported until it failed or was stopped stays, and is told as well.
        return importIntoProject(project, path, job).finally(() => news.flush());
      });
    },
    'datasets.export': ({ folder }) => {
      const project = open.current;
      return start(async (job) => {
        const { exportMtfl } = await import('../datasets/mtfl/export');
        return exportMtfl(project, folder, job);
      });
    },
  };
}
