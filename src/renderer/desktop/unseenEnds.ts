import type { JobChannel } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import type { JobEnd } from '@shared/contract/jobs';

/** A job that was over sooner was waited for. */
const longMs = 15_000;

/** A long job's end, to be told to whoever looks elsewhere. */
export interface LongEnd {
  readonly channel: JobChannel | null;
  readonly end: JobEnd;
}

/** Remembers when each job was first heard of, and which jobs took long enough to be told of at their end. */
export class LongJobs {
  private readonly begun = new Map<string, { readonly atMs: number; readonly channel: JobChannel | null }>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Null for everything but the end of a long job that nobody stopped. */
  follow(event: StudioEvent, channelOf: (jobId: string) => JobChannel | null): LongEnd | null {
    if (event.name === 'job.progress') {
      const { jobId } = event.payload;
      const known = this.begun.get(jobId);
      const channel = known?.channel ?? channelOf(jobId);
      this.begun.set(jobId, { atMs: known?.atMs ?? this.clock(), channel });
    }
    if (event.name !== 'job.end') return null;
    const end = event.payload;
    const begun = this.begun.get(end.jobId);
    this.begun.delete(end.jobId);
    if (begun === undefined || end.outcome === 'cancelled') return null;
    return this.clock() - begun.atMs < longMs ? null : { channel: begun.channel, end };
  }
}
