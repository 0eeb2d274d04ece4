import type { StudioEvent } from '@shared/contract/events';
import type { JobRunner } from '../jobs/jobRunner';
import type { EngineRoom } from '../runs/engineRoom';
import type { RunServices } from '../runs/services';
import type { Trainings } from '../runs/trainings';
import type { StudyRoom } from '../trials/runStudy';
import { StudiesAtWork } from '../trials/studiesAtWork';
import { StudyStore } from '../trials/studyStore';
import { studyView } from '../trials/views';
import { startingWithServices, type HandlersOf, type OpenProject } from './room';

/** Studies: many runs as one job. What a job needs is loaded by it. */
export function trialHandlers(
  open: OpenProject,
  jobs: JobRunner,
  engines: EngineRoom,
  emit: (event: StudioEvent) => void,
  trainings: Trainings,
): HandlersOf<'trials'> {
  const atWork = new StudiesAtWork();
  const start = startingWithServices(open, jobs, engines, emit);
  const roomOf = (services: RunServices): StudyRoom => ({
    services,
    store: new StudyStore(services.project.folder),
    atWork,
    trainings,
  });
  return {
    'trials.list': () =>
      new StudyStore(open.current.folder)
        .list()
        .reverse()
        .map((study) => studyView(study, atWork)),
    'trials.ablate': (wishes) =>
      start(async (services) =>
        (await import('../trials/beginStudy')).beginAblation(roomOf(services), wishes),
      ),
    'trials.search': (wishes) =>
      start(async (services) => (await import('../trials/beginStudy')).beginSearch(roomOf(services), wishes)),
    'trials.resume': ({ study, ...wishes }) =>
      start(async (services) =>
        (await import('../trials/runStudy')).runStudy(roomOf(services), study, wishes),
      ),
  };
}
