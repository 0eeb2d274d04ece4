import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** The command as a clone has it; builds what is stale. */
export const facetScript = join(root, 'scripts', 'facet.mjs');

export interface FacetEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
  /** The last line of standard output: with `--json`, an object. */
  readonly json: () => Record<string, unknown>;
}

export interface RunningFacet {
  readonly processId: number;
  /** Until standard error has said it; rejects when the process ends before it does. */
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** As a terminal does it: to the command and all that it has started. */
  readonly killGroup: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<FacetEnd>;
}

export interface FacetOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: the Node that runs the test, as Facet would choose it. */
  readonly node?: string;
}

/** Environments that choose a backend; both train to the bit the same each time. */
export const wasm = { FACET_TENSORFLOW: 'off' };
export const oneThread = { TF_NUM_INTRAOP_THREADS: '1' };

/** The real command, as a person runs it; killed with the test at the latest. */
export function startFacet(words: readonly string[], options: FacetOptions = {}): RunningFacet {
  const running = launch(words, options);
  onTestFinished(() => running.killGroup('SIGKILL'));
  return running;
}

function launch(words: readonly string[], options: FacetOptions): RunningFacet {
  // What a crash leaves (a core) does not belong into the repository.
  const cwd = mkdtempSync(join(tmpdir(), 'facet-command-'));
  const child = spawn(options.node ?? process.execPath, [facetScript, ...words], {
    env: { ...process.env, ...options.environment },
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  let isOver = false;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
    changed();
  });
  const ended = new Promise<FacetEnd>((done, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      isOver = true;
      rmSync(cwd, { recursive: true, force: true });
      changed();
      const json = (): Record<string, unknown> =>
        JSON.parse(out.trim().split('\n').at(-1)!) as Record<string, unknown>;
      done({ exitCode, out, errors, json });
    });
  });
  const killGroup = (signal: NodeJS.Signals): void => {
    try {
      if (!isOver) process.kill(-child.pid!, signal);
    } catch (thrown) {
      // It may be gone before its end has been told here.
      if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
    }
  };
  return {
    processId: child.pid!,
    ended,
    kill: (signal) => void child.kill(signal),
    killGroup,
    says: (pattern) =>
      new Promise((done, reject) => {
        const look = (): void => {
          if (!pattern.test(errors) && !isOver) return;
          listeners.delete(look);
          if (pattern.test(errors)) done();
          else reject(new Error(`It ended before it said ${pattern}:\n${errors}`));
        };
        listeners.add(look);
        look();
      }),
  };
}

/** To its end. */
export function facet(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<FacetEnd> {
  return launch(words, { environment }).ended;
}

/** To its end, which is a good one; answers the last line's object. */
export async function facetJson(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Record<string, unknown>> {
  const end = await facet([...words, '--json'], environment);
  if (end.exitCode !== 0)
    throw new Error(`facet ${words.join(' ')} ended with ${end.exitCode}:\n${end.errors}`);
  return end.json();
}

/** The same on wasm, as what the command is said to answer. */
export async function facetReport<Report>(words: readonly string[]): Promise<Report> {
  return (await facetJson(words, wasm)) as unknown as Report;
}
