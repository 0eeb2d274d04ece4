import type { RunningJob } from '../jobs/jobRunner';
import type { EngineEvent } from '../learning/engine/protocol';

/** Passes on what an engine tells while it evaluates or predicts: how far it is, and what a person should know. */
export function relayTo(job: RunningJob): (event: EngineEvent) => void {
  return (event) => {
    if (event.type === 'progress') job.progress(event);
    if (event.type === 'note') job.note(event.message);
  };
}

/** The same without progress: for one batch of many, whose job counts by itself. */
export function relayNotesTo(job: RunningJob): (event: EngineEvent) => void {
  return (event) => {
    if (event.type === 'note') job.note(event.message);
  };
}
