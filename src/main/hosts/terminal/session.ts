import { runJob, type EndOf, type StudioClient } from '@shared/contract/client';
import type { Answer, Channel, JobChannel, Params } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import { ExpectedError } from '@shared/result';
import type { CommandOutput } from './command';
import { ProgressLine, type ProgressStream } from './progressLine';

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Thrown through a command when Ctrl+C ended its job; `partial` is what the job had until then. */
export class Interrupted extends Error {
  constructor(readonly partial: CommandOutput | null) {
    super(partial?.text ?? 'Interrupted. What was done until here is kept.');
  }
}

/**
 * One press of Ctrl+C may come as two signals: the terminal sends it to every process of the group, and npm,
 * being one of them, sends it to its child once more.
 */
const onePressMs = 500;

/** What a session needs of its process. */
export interface SessionProcess {
  readonly errors: ProgressStream;
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  readonly exit: (code: number) => void;
  readonly clock: () => number;
}

const ownProcess: SessionProcess = {
  errors: process.stderr,
  signals: process,
  exit: (code) => process.exit(code),
  clock: () => performance.now(),
};

/**
 * One command's conversation with the studio: requests, jobs with their progress on standard error, and
 * Ctrl+C, which asks the running job to stop between two units of work (a second Ctrl+C stops at once).
 */
export class Session {
  private currentJob: string | null = null;
  private interruptedAtMs: number | null = null;
  private readonly line: ProgressLine;
  private readonly onInterrupt = (): void => this.interrupt();

  constructor(
    private readonly client: StudioClient,
    private readonly host: SessionProcess = ownProcess,
  ) {
    this.line = new ProgressLine(host.errors, host.clock);
    host.signals.on('SIGINT', this.onInterrupt);
    host.signals.on('SIGTERM', this.onInterrupt);
  }

  async ask<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Answer<Name>> {
    const result = await this.client.request(channel, params);
    if ('error' in result) throw new ExpectedError(result.error);
    return result.ok;
  }

  /**
   * Waits for the job's end and answers its result; `interrupted` says what a job that was stopped had done until
   * then. Throws `Interrupted`, and the job's failure.
   */
  async run<Name extends JobChannel>(
    channel: Name,
    params: Params<Name>,
    listener: (event: StudioEvent) => void = () => undefined,
    interrupted: (partial: NonNullable<EndOf<Name>['result']>) => CommandOutput | null = () => null,
  ): Promise<NonNullable<EndOf<Name>['result']>> {
    if (this.interruptedAtMs !== null) throw new Interrupted(null);
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
        if (this.interruptedAtMs !== null) this.cancel(jobId);
      },
    );
    this.currentJob = null;
    this.line.clear();
    if (end.outcome === 'cancelled') throw new Interrupted(end.result ? interrupted(end.result) : null);
    if (end.error) throw new ExpectedError(end.error);
    return end.result!;
  }

  /** A line for the person, kept apart from results on standard output. */
  note(message: string): void {
    this.line.note(message);
  }

  close(): void {
    this.host.signals.off('SIGINT', this.onInterrupt);
    this.host.signals.off('SIGTERM', this.onInterrupt);
  }

  private interrupt(): void {
    const nowMs = this.host.clock();
    if (this.interruptedAtMs === null) {
      this.interruptedAtMs = nowMs;
      this.line.note('Stopping after this step; press Ctrl+C again to stop at once.');
      if (this.currentJob) this.cancel(this.currentJob);
    } else if (nowMs - this.interruptedAtMs >= onePressMs) {
      this.line.clear();
      this.host.exit(exitCodes.interrupted);
    }
  }

  private cancel(jobId: string): void {
    void this.client.request('jobs.cancel', { jobId });
  }
}
