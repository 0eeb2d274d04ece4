import type { StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { PictureSubject } from '@shared/contract/pictures';
import { createDispatcher } from './dispatch';
import { datasetHandlers } from './handlers/datasets';
import { faceHandlers } from './handlers/faces';
import { windowless, type HostHandlers } from './handlers/host';
import { inspectHandlers } from './handlers/inspect';
import { libraryHandlers } from './handlers/library';
import { modelHandlers } from './handlers/models';
import { ProjectNews } from './handlers/news';
import { pictureHandlers } from './handlers/pictures';
import { predictionHandlers } from './handlers/predictions';
import { projectHandlers } from './handlers/project';
import { OpenProject } from './handlers/room';
import { importHandlers } from './handlers/imports';
import { runHandlers } from './handlers/runs';
import { systemHandlers } from './handlers/system';
import { templateHandlers } from './handlers/template';
import { trainingHandlers } from './handlers/training';
import { trialHandlers } from './handlers/trials';
import { FacePictures } from './images/facePictures';
import { JobRunner } from './jobs/jobRunner';
import { engineIn } from './learning/engine/channel';
import { startEngine } from './learning/engine/client';
import { pictureSource } from './library/pictureSource';
import { predictedPictureSource } from './prediction/sets/pictureSource';
import { UploadInbox } from './prediction/uploads/uploadInbox';
import { EngineRoom } from './runs/engineRoom';
import { Trainings } from './runs/trainings';
import { TensorFlowSetup } from './runtime/tensorflow/setup';
import { plainSurroundings, type Surroundings } from './surroundings';

export interface Studio extends StudioClient {
  /** Pictures of the open project's faces and predictions, for the host's own door: by their ids, never by a path. */
  readonly pictures: FacePictures<PictureSubject>;
  /** Where a door without paths brings the photos that it is handed. */
  readonly uploads: UploadInbox;
  /** Stops every job, ends the engine and closes the project. */
  close(): Promise<void>;
}

/**
 * The composition root: builds the services and binds the contract to them. It knows neither window nor
 * terminal; `host` answers what only the door can.
 */
export function createStudio(host: HostHandlers = windowless, wished: Partial<Surroundings> = {}): Studio {
  const surroundings = { ...plainSurroundings, ...wished };
  const listeners = new Set<(event: StudioEvent) => void>();
  const emit = (event: StudioEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const jobs = new JobRunner(emit);
  const tensorFlow = new TensorFlowSetup(surroundings);
  const openChannel = engineIn(surroundings.startProcess);
  const engines = new EngineRoom(
    'auto',
    (options) => startEngine({ ...options, openChannel }),
    (job) => tensorFlow.forEngine(job),
  );
  const news = new ProjectNews(emit);
  const open = new OpenProject((project, change) => news.tell(project, change));
  const trainings = new Trainings();
  const training = trainingHandlers(open, jobs, trainings, emit);
  const pictures = new FacePictures((subject: PictureSubject) =>
    typeof subject === 'number'
      ? pictureSource(open.current, subject)
      : predictedPictureSource(open.current, open.predictionSets, subject),
  );
  const uploads = new UploadInbox(() => open.current.cacheFolder);
  return {
    request: createDispatcher({
      ...host,
      ...projectHandlers(open, emit),
      ...libraryHandlers(open),
      ...pictureHandlers(pictures),
      ...faceHandlers(open, jobs, engines, news),
      ...templateHandlers(open, jobs, news),
      ...importHandlers(open, jobs, news),
      ...datasetHandlers(open, jobs, news),
      ...runHandlers(open, jobs, engines, emit, news, trainings),
      ...training.handlers,
      ...trialHandlers(open, jobs, engines, emit, trainings),
      ...modelHandlers(open, jobs),
      ...inspectHandlers(open),
      ...predictionHandlers({ open, jobs, engines, inbox: uploads, emit, news }),
      ...systemHandlers(jobs, engines, tensorFlow, surroundings),
      'jobs.list': () => jobs.list(),
      'jobs.cancel': ({ jobId }) => ({ cancelled: jobs.cancel(jobId) }),
    }),
    pictures,
    uploads,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await jobs.close();
      await engines.close();
      await pictures.close();
      await training.close();
      open.close();
    },
  };
}
