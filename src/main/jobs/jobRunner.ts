import { randomUUID } from 'node:crypto';
import type { StudioEvent } from '@shared/contract/events';
import type { JobEnd, JobList, JobProgress, ProgressUpdate } from '@shared/contract/jobs';
import { failureOf } from '@shared/result';
import type { JobContext } from './context';
import { ProgressMeter } from './progressMeter';

export interface RunningJob extends JobContext {
  readonly jobId: string;
  /** Tells a person something they should know while the job runs. */
  readonly note: (message: string) => void;
}

/** Ends that are kept for windows that were away meanwhile. */
const mostEndsKept = 20;

interface Job {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: JobProgress | null;
}

/**
 * Runs long work: gives each job an id and an abort signal, turns its updates into throttled progress events,
 * and tells its end exactly once, as a value.
 */
export class JobRunner {
  private readonly running = new Map<string, Job>();
  private ends: readonly JobEnd[] = [];

  constructor(
    private readonly emit: (event: StudioEvent) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  start(work: (job: RunningJob) => Promise<unknown>): string {
    const jobId = randomUUID();
    const abort = new AbortController();
    const meter = new ProgressMeter(jobId, this.clock);
    const job: RunningJob = {
      jobId,
      signal: abort.signal,
      note: (message) => this.emit({ name: 'job.note', payload: { jobId, message } }),
      progress: (update: ProgressUpdate) => {
        const progress = meter.update(update);
        if (!progress) return;
        const known = this.running.get(jobId);
        if (known) known.progress = progress;
        this.emit({ name: 'job.progress', payload: progress });
      },
    };
    // Started in a microtask, so that the caller holds the id before the first event.
    const ended = Promise.resolve()
      .then(() => work(job))
      .then(
        (result) => this.end(jobId, abort.signal.aborted ? 'cancelled' : 'done', result),
        (thrown: unknown) => {
          if (abort.signal.aborted && isAbort(thrown)) this.end(jobId, 'cancelled', undefined);
          else this.end(jobId, 'failed', undefined, thrown);
        },
      );
    this.running.set(jobId, { abort, ended, progress: null });
    return jobId;
  }

  /** False when there is no such job any more. The job ends after the unit of work it is in. */
  cancel(jobId: string): boolean {
    const job = this.running.get(jobId);
    job?.abort.abort();
    return job !== undefined;
  }

  list(): JobList {
    const running = [...this.running].map(([jobId, { progress }]) => ({ jobId, progress }));
    return { running, ended: this.ends };
  }

  /** Cancels everything and waits until each job has left its last unit of work whole. */
  async close(): Promise<void> {
    const jobs = [...this.running.values()];
    for (const job of jobs) job.abort.abort(new StudioClosing());
    await Promise.all(jobs.map((job) => job.ended));
  }

  private end(
    jobId: string,
    outcome: 'done' | 'cancelled' | 'failed',
    result: unknown,
    thrown?: unknown,
  ): void {
    this.running.delete(jobId);
    const error = outcome === 'failed' ? { error: { ...failureOf(thrown) } } : {};
    const end = { jobId, outcome, result, ...error };
    this.ends = [...this.ends, end].slice(-mostEndsKept);
    this.emit({ name: 'job.end', payload: end });
  }
}

/** Why a job is stopped that nobody stopped: the studio ends. */
export class StudioClosing extends Error {
  constructor() {
    super('The studio is closing.');
    this.name = 'AbortError';
  }
}

/** Whether this is how work ends that was told to stop. */
export function isAbort(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    (thrown.name === 'AbortError' || ('code' in thrown && thrown.code === 'cancelled'))
  );
}
