import type { ProgressUpdate } from '@shared/contract/jobs';
import type { JobContext } from '../../src/main/jobs/context';

export interface RecordingContext extends JobContext {
  readonly updates: ProgressUpdate[];
  readonly abort: (reason?: Error) => void;
}

export function recordingContext(): RecordingContext {
  const controller = new AbortController();
  const updates: ProgressUpdate[] = [];
  return {
    signal: controller.signal,
    updates,
    progress: (update) => updates.push(update),
    abort: (reason) => controller.abort(reason),
  };
}
