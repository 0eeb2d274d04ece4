import type { RunningJob } from '../../src/main/jobs/jobRunner';
import { recordingContext, type RecordingContext } from './recordingContext';

/** A job as its runner hands it to a service, and whose updates a test can read. */
export function runningJob(context: RecordingContext = recordingContext()): RunningJob {
  return { ...context, jobId: 'job', note: () => undefined };
}
