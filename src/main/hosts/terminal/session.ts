import { runJob, type EndOf, type StudioClient } from '@shared/contract/client';
import type { Answer, Channel, JobChannel, Params } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import { ExpectedError } from '@shared/result';
import { ProgressLine } from './progressLine';

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Thrown through a command when Ctrl+C ended its job; `result` is what the job had until then. */
export class Interrupted extends Error {
  constructor(readonly result: unknown) {
    super('Interrupted.');
  }
}

/**
 * One command's conversation with the studio: requests, jobs with their progress on standard error, and
 * Ctrl+C, which asks the running job to stop between two units of work (a second Ctrl+C stops at once).
 */
export class Session {
  private currentJob: string | null = null;
  private interrupted = false;
  private readonly line = new ProgressLine(process.stderr);
  private readonly onInterrupt = (): void => this.interrupt();

  constructor(private readonly client: StudioClient) {
    process.on('SIGINT', this.onInterrupt);
    process.on('SIGTERM', this.onInterrupt);
  }

  async ask<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Answer<Name>> {
    const result = await this.client.request(channel, params);
    if ('error' in result) throw new ExpectedError(result.error);
    return result.ok;
  }

  async run<Name extends JobChannel>(
    channel: Name,
    params: Params<Name>,
    listener: (event: StudioEvent) => void = () => undefined,
  ): Promise<NonNullable<EndOf<Name>['result']>> {
    if (this.interrupted) throw new Interrupted(undefined);
    const end = await runJob(
      this.client,
      channel,
      params,
      (event) => {
        if (event.name === 'job.progress') this.line.show(event.payload);
        if (event.name === 'job.note') this.line.note(event.payload.message);
        listener(event);
      },
      (jobId) => {
        this.currentJob = jobId;
        if (this.interrupted) void this.client.request('jobs.cancel', { jobId });
      },
    );
    this.currentJob = null;
    this.line.clear();
    if (end.outcome === 'cancelled') throw new Interrupted(end.result);
    if (end.error) throw new ExpectedError(end.error);
    return end.result!;
  }

  /** A line for the person, kept apart from results on standard output. */
  note(message: string): void {
    this.line.note(message);
  }

  close(): void {
    process.off('SIGINT', this.onInterrupt);
    process.off('SIGTERM', this.onInterrupt);
  }

  private interrupt(): void {
    if (this.interrupted) process.exit(exitCodes.interrupted);
    this.interrupted = true;
    this.line.note('Stopping after this step; press Ctrl+C again to stop at once.');
    if (this.currentJob) void this.client.request('jobs.cancel', { jobId: this.currentJob });
  }
}
