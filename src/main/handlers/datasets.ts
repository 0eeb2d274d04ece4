import type { JobRunner } from '../jobs/jobRunner';
import { importIntoProject } from '../datasets/importIntoProject';
import type { ProjectNews } from './news';
import { holdingRun, starting, startingOn, type HandlersOf, type OpenProject } from './room';

/** Formats are loaded by the job that needs them. */
export function datasetHandlers(
  open: OpenProject,
  jobs: JobRunner,
  news: ProjectNews,
): HandlersOf<'datasets'> {
  const start = startingOn(open, jobs);
  return {
    'datasets.download': (wishes) =>
      starting(jobs)(async (job) =>
        (await import('../datasets/download/download')).downloadMtfl(wishes, job),
      ),
    'datasets.inspect': async ({ path }) => (await import('../datasets/formatOf')).inspectDataset(path),
    'datasets.preview': (wish) =>
      start(async (project, job) => {
        const { previewLabels } = await import('../datasets/labels/preview');
        return previewLabels(project, wish, job);
      }),
    // What was imported until it failed or was stopped stays, and is told as well.
    'datasets.import': ({ path, ...wish }) =>
      start((project, job) => importIntoProject(project, path, job, wish).finally(() => news.flush())),
    'datasets.draw': ({ folder, count, seed, testing = Math.round(count / 5) }) =>
      starting(jobs)(async (job) => {
        const { drawFaces } = await import('../datasets/synthetic/drawFaces');
        return drawFaces({ folder, count, testing, seed }, job);
      }),
    'datasets.export': (wish) =>
      start((project, job) =>
        holdingRun(wish.predictions, async () => {
          const { exportLabels } = await import('../datasets/labels/exportLabels');
          return exportLabels(project, wish, job);
        })({ project }),
      ),
  };
}
