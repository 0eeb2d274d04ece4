import type { StudioEvent } from '@shared/contract/events';
import type { JobRunner } from '../jobs/jobRunner';
import type { EngineRoom } from '../runs/engineRoom';
import { deleteRun, keptOfRun } from '../runs/deleteRun';
import { runSummaries } from '../runs/list';
import type { Trainings } from '../runs/trainings';
import type { ProjectNews } from './news';
import { holdingRun, startingWithServices, type HandlersOf, type OpenProject } from './room';

export function runHandlers(
  open: OpenProject,
  jobs: JobRunner,
  engines: EngineRoom,
  emit: (event: StudioEvent) => void,
  news: ProjectNews,
  trainings: Trainings,
): HandlersOf<'runs'> & HandlersOf<'labels'> {
  const start = startingWithServices(open, jobs, engines, emit);
  return {
    'runs.list': () => runSummaries(open.current),
    'runs.delete': ({ run }) => deleteRun(open.current, run),
    'runs.kept': ({ run }) => keptOfRun(open.current, run),
    'runs.train': (wishes) =>
      start(
        async (services) => (await import('../runs/trainAndGoOn')).trainAndGoOn(services, wishes, trainings),
        news,
      ),
    'runs.evaluate': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../runs/evaluate')).evaluateRun(services, wishes),
        ),
      ),
    'runs.predict': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../runs/predict')).predictWithRun(services, wishes),
        ),
        wishes.addToProject ? news : undefined,
      ),
    'runs.suggest': (wishes) => {
      const { library } = open;
      return start(
        holdingRun(wishes.run, async (services) => {
          const report = await (await import('../runs/suggest')).suggestWithRun(services, wishes);
          return { ...report, contradicted: library.facets({}, report.run).contradicted };
        }),
        news,
      );
    },
    'runs.fingerprint': async ({ run }) => {
      const project = open.current;
      return (await import('../runs/reproduction')).fingerprintView(project, run);
    },
    'runs.reproduce': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../runs/reproduce')).reproduceRun(services, wishes, trainings),
        ),
      ),
    'labels.check': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../labelCheck/checkLabels')).checkLabels(services, wishes),
        ),
      ),
    'labels.next': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../labelNext/labelNext')).labelNext(services, wishes),
        ),
      ),
    'runs.report': (wishes) =>
      start(
        holdingRun(wishes.run, async (services) =>
          (await import('../runs/report')).reportRun(services, wishes),
        ),
      ),
  };
}
