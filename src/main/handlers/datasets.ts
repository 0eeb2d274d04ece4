import type { JobRunner } from '../jobs/jobRunner';
import { importIntoProject } from '../datasets/importIntoProject';
import { starting, type HandlersOf, type OpenProject } from './room';

/** Formats are loaded by the job that needs them. */
export function datasetHandlers(open: OpenProject, jobs: JobRunner): HandlersOf<'datasets'> {
  const start = starting(jobs);
  return {
    'datasets.download': (wishes) =>
      start(async (job) => (await import('../datasets/download/download')).downloadMtfl(wishes, job)),
    'datasets.import': ({ path }) => {
      const project = open.current;
      return start((job) => importIntoProject(project, path, job));
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
