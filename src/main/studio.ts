import type { StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import { createDispatcher } from './dispatch';
import { datasetHandlers } from './handlers/datasets';
import { projectHandlers } from './handlers/project';
import { OpenProject } from './handlers/room';
import { runHandlers } from './handlers/runs';
import { systemHandlers } from './handlers/system';
import { JobRunner } from './jobs/jobRunner';
import { EngineRoom } from './runs/engineRoom';

export interface Studio extends StudioClient {
  /** Stops every job, ends the engine and closes the project. */
  close(): Promise<void>;
}

/**
 * The composition root: builds the services and binds the contract to them. It knows neither window nor
 * terminal.
 */
export function createStudio(): Studio {
  const listeners = new Set<(event: StudioEvent) => void>();
  const emit = (event: StudioEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const jobs = new JobRunner(emit);
  const engines = new EngineRoom();
  const open = new OpenProject();
  return {
    request: createDispatcher({
      ...projectHandlers(open),
      ...datasetHandlers(open, jobs),
      ...runHandlers(open, jobs, engines, emit),
      ...systemHandlers(jobs),
      'jobs.cancel': ({ jobId }) => ({ cancelled: jobs.cancel(jobId) }),
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await jobs.close();
      await engines.close();
      open.close();
    },
  };
}
