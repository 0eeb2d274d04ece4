import type { LiveTraining } from '@shared/contract/training';
import type { StepLog } from './stepLog';

interface TrainingAtWork extends LiveTraining {
  readonly runId: number;
  readonly log: StepLog;
}

/** The trainings at work in this process, by run: what they have told so far, and whether somebody wants them ended. */
export class Trainings {
  private readonly atWork = new Map<number, TrainingAtWork>();

  /** `log`: what an earlier session of the run has left. */
  begin(
    training: { readonly jobId: string; readonly runId: number; readonly run: string },
    log: StepLog,
  ): void {
    this.atWork.set(training.runId, { ...training, ending: null, log });
  }

  end(runId: number): void {
    this.atWork.delete(runId);
  }

  find(runId: number): TrainingAtWork | null {
    return this.atWork.get(runId) ?? null;
  }

  /** A wish to stop is not taken back by one to pause. */
  wishToEnd(runId: number, ending: 'pause' | 'stop'): void {
    const training = this.atWork.get(runId);
    if (!training || training.ending === 'stop') return;
    this.atWork.set(runId, { ...training, ending });
  }

  list(): LiveTraining[] {
    return [...this.atWork.values()].map(({ jobId, run, ending }) => ({ jobId, run, ending }));
  }
}
