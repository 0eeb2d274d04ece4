import type { StudioEvent } from '@shared/contract/events';
import type { JobRunner } from '../jobs/jobRunner';
import type { EngineRoom } from '../runs/engineRoom';
import type { Project } from '../project/project';
import type { RunServices } from '../runs/services';
import type { Trainings } from '../runs/trainings';
import type { StudyRoom } from '../trials/runStudy';
import { deleteStudy, keptOfStudy } from '../trials/deleteStudy';
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
  const storeOf = ({ folder }: Pick<Project, 'folder'>): StudyStore => new StudyStore(folder);
  const roomOf = (services: RunServices): StudyRoom => ({
    services,
    store: storeOf(services.project),
    atWork,
    trainings,
  });
  return {
    'trials.list': () =>
      storeOf(open.current)
        .list()
        .reverse()
        .map((study) => studyView(study, atWork)),
    'trials.delete': async ({ study }) => {
      const project = open.current;
      const deleted = await deleteStudy(project, storeOf(project), atWork, study);
      emit({ name: 'trials.changed', payload: { study: deleted.study } });
      return deleted;
    },
    'trials.kept': ({ study }) => keptOfStudy(open.current, storeOf(open.current), study),
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
