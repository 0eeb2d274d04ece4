import { fork, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a process of ours ended. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to its standard error. */
  readonly lastWords: string;
}

/** This side's end of the line to one process that we started. */
export interface ProcessLine<ToIt, FromIt> {
  readonly processId: number | undefined;
  post(message: ToIt): void;
  onMessage(listener: (message: FromIt) => void): void;
  /** Once, when the process is gone and all it wrote has been read. */
  onEnd(listener: (end: ProcessEnd) => void): void;
  /** Asks the process to end; it hears it when it next listens. */
  hangUp(): void;
  kill(): void;
}

/**
 * Starts one of our built entries as a process of its own, by the whole path of its file. Electron without the fuse
 * `RunAsNode` cannot fork: its host brings another way.
 */
export type StartProcess = <ToIt, FromIt>(
  file: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
) => ProcessLine<ToIt, FromIt>;

const keptCharacters = 4000;

export const forkProcess: StartProcess = (file, words, environment) => {
  const child = fork(file, words, {
    env: environment,
    // Typed arrays travel as they are.
    serialization: 'advanced',
    // What it prints is for us to read: a job's output belongs to the studio.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const lastWords = new LastWords(child.stderr);
  // Not the child's own 'close': it does not come once this side has disconnected.
  const ended = Promise.all([exitOf(child), lastWords.ended]).then(([end]) => end);
  child.on('error', (error) => lastWords.add(error.message));
  return {
    processId: child.pid,
    // A message to a process that has just gone has no answer; `onEnd` tells of it.
    post: (message) => child.send(message as object, () => undefined),
    onMessage: (listener) => child.on('message', (message) => listener(message as never)),
    onEnd: (listener) => void ended.then((end) => listener({ ...end, lastWords: lastWords.text })),
    hangUp: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => child.kill('SIGKILL'),
  };
};

/** The end of what a process writes to its standard error. */
export class LastWords {
  private kept = '';
  readonly ended: Promise<void>;

  constructor(stream: Readable | null) {
    stream?.setEncoding('utf8').on('data', (text: string) => this.add(text));
    this.ended = new Promise((resolve) => {
      if (stream === null || stream.closed) resolve();
      else stream.on('close', () => resolve());
    });
  }

  get text(): string {
    return this.kept.trim();
  }

  add(text: string): void {
    this.kept = (this.kept + text).slice(-keptCharacters);
  }
}

function exitOf(child: ChildProcess): Promise<Pick<ProcessEnd, 'exitCode' | 'signal'>> {
  return new Promise((resolve) => {
    child.on('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    // A process that never started has no exit.
    if (child.pid === undefined) child.on('error', () => resolve({ exitCode: null, signal: null }));
  });
}
