import {
  requests,
  type Answer,
  type Channel,
  type JobChannel,
  type JobResults,
} from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { ProjectSummary } from '@shared/contract/reports';
import { fail } from '@shared/result';
import { createDispatcher, type Handlers } from '../../../../../src/main/dispatch';
import type { CommandOutput } from '../../../../../src/main/hosts/terminal/command';
import { runTerminal } from '../../../../../src/main/hosts/terminal/program';
import { Session } from '../../../../../src/main/hosts/terminal/session';
import { JobRunner, type RunningJob } from '../../../../../src/main/jobs/jobRunner';

type Emit = (event: StudioEvent) => void;

/** A running job, and what only its surroundings can do. */
export interface ScriptedJob extends RunningJob {
  readonly emit: Emit;
  /** As if a person had stopped it. */
  readonly cancel: () => void;
}

/** What the studio's services would do: a job's work by the channel that starts it, other answers as they are. */
export type Script = {
  readonly [Name in Channel]?: Name extends JobChannel
    ? (job: ScriptedJob) => JobResults[Name] | Promise<JobResults[Name]>
    : Answer<Name>;
};

export interface ScriptedStudio extends StudioClient {
  /** What was asked, as the handlers received it: parsed by the contract. */
  readonly asked: readonly (readonly [Channel, unknown])[];
}

const emptyProject: ProjectSummary = { folder: '/p', faces: 0, splits: {}, runs: 0 };

/** The real dispatcher and the real jobs; only the services behind them are a test's. */
export function scriptedStudio(script: Script): ScriptedStudio {
  const listeners = new Set<Emit>();
  const emit: Emit = (event) => {
    for (const listener of listeners) listener(event);
  };
  const jobs = new JobRunner(emit);
  const asked: [Channel, unknown][] = [];
  const handle = (channel: Channel, params: unknown): unknown => {
    asked.push([channel, params]);
    if (channel === 'jobs.cancel') return { cancelled: jobs.cancel((params as { jobId: string }).jobId) };
    const answer = script[channel] ?? (channel === 'project.open' ? emptyProject : undefined);
    if (answer === undefined) return fail('unexpected', `Nobody expected ${channel}.`);
    if (typeof answer !== 'function') return answer;
    return {
      jobId: jobs.start(async (job) => answer({ ...job, emit, cancel: () => void jobs.cancel(job.jobId) })),
    };
  };
  const handlers = Object.fromEntries(
    Object.keys(requests).map((channel) => [
      channel,
      (params: unknown) => handle(channel as Channel, params),
    ]),
  );
  return {
    asked,
    request: createDispatcher(handlers as unknown as Handlers),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface TerminalEnd {
  readonly exitCode: number;
  /** Standard output and standard error, a line or more each. */
  readonly out: readonly string[];
  readonly errors: readonly string[];
  readonly asked: ScriptedStudio['asked'];
  /** The last line of standard output. */
  readonly json: () => unknown;
}

/** `facet` with these words, in this process. */
export async function facet(words: readonly string[], script: Script = {}): Promise<TerminalEnd> {
  const studio = scriptedStudio(script);
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await runTerminal(words, {
    out: (text) => void out.push(text),
    error: (text) => void errors.push(text),
    withSession: async (command): Promise<CommandOutput> => {
      const session = new Session(studio, {
        ...quietProcess(),
        errors: { write: (text) => errors.push(text) },
      });
      try {
        return await command(session);
      } finally {
        session.close();
      }
    },
    serve: () => fail('not-expected', 'Nobody expected serve.'),
  });
  const json = (): unknown => JSON.parse(out.join('\n').split('\n').at(-1)!);
  return { exitCode, out, errors, asked: studio.asked, json };
}

/** A process that nobody signals. */
export function quietProcess(): ConstructorParameters<typeof Session>[1] & object {
  const nothing = (): NodeJS.EventEmitter => process;
  return {
    errors: { write: () => true },
    signals: { on: nothing, off: nothing },
    exit: (code) => {
      throw new Error(`The process would have ended with ${code}.`);
    },
    clock: () => 0,
  };
}
