import type { JobProgress, ProgressUpdate } from '@shared/contract/jobs';

const intervalMs = 100;
/** The rate is taken over about this long, so that it follows a change without trembling. */
const windowMs = 5_000;

/** Turns a stream of cheap updates into at most ten progress events a second, with rate and time left. */
export class ProgressMeter {
  private phase = '';
  private lastEmittedMs = Number.NEGATIVE_INFINITY;
  private samples: { readonly atMs: number; readonly done: number }[] = [];

  constructor(
    private readonly jobId: string,
    private readonly clock: () => number,
  ) {}

  /** Null when it is too early to say something again; a new phase and the last unit always speak. */
  update(update: ProgressUpdate): JobProgress | null {
    const nowMs = this.clock();
    const total = update.total ?? null;
    const newPhase = update.phase !== this.phase;
    if (newPhase) {
      this.phase = update.phase;
      this.samples = [{ atMs: nowMs, done: update.done }];
    }
    const last = total !== null && update.done >= total;
    if (!newPhase && !last && nowMs - this.lastEmittedMs < intervalMs) return null;
    this.lastEmittedMs = nowMs;
    const rate = this.rate(nowMs, update.done);
    return {
      jobId: this.jobId,
      phase: update.phase,
      done: update.done,
      total,
      rate,
      etaSeconds:
        total !== null && rate !== null && rate > 0 ? Math.max(0, total - update.done) / rate : null,
      message: update.message ?? '',
    };
  }

  private rate(nowMs: number, done: number): number | null {
    this.samples.push({ atMs: nowMs, done });
    while (this.samples.length > 2 && nowMs - this.samples[0]!.atMs > windowMs) this.samples.shift();
    const first = this.samples[0]!;
    const elapsedMs = nowMs - first.atMs;
    return elapsedMs > 0 ? ((done - first.done) / elapsedMs) * 1000 : null;
  }
}
