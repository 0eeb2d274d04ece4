import type { ProgressUpdate } from '@shared/contract/jobs';

/** What a service is handed to do long work: where to report, and when to stop. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** Cheap to call for every unit of work: the job throttles. */
  readonly progress: (update: ProgressUpdate) => void;
}
