import type { StudioEvent } from '@shared/contract/events';
import type { CropReader } from '../images/cropReader';
import type { RunningJob } from '../jobs/jobRunner';
import type { ModelContext } from '../learning/engine/protocol';
import type { Project } from '../project/project';
import type { RunRecord } from '@shared/domain/run';
import type { EngineRoom } from './engineRoom';

/** What every job about a run needs. */
export interface RunServices {
  readonly project: Project;
  readonly engines: EngineRoom;
  readonly reader: CropReader;
  readonly emit: (event: StudioEvent) => void;
  readonly job: RunningJob;
}

/** By the run's own template: what is labelled in the project may have changed since. */
export function modelContext({ configuration, template }: RunRecord): ModelContext {
  const { scheme, attributes } = template;
  return { configuration, scheme, attributes };
}
