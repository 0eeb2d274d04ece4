import { fork, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { mainEntry } from '../../outFolder';
import type { EngineArguments, FromEngine, ToEngine } from './protocol';

/** How an engine process ended. */
export interface EngineEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to its standard error. */
  readonly lastWords: string;
}

/** The studio's end of the line to one engine process. */
export interface EngineChannel {
  readonly processId: number | undefined;
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Once, when the process is gone and all it wrote has been read. */
  onEnd(listener: (end: EngineEnd) => void): void;
  /** Asks the engine to end; it does so between two batches at the latest. */
  hangUp(): void;
  kill(): void;
}

/** Electron without `RunAsNode` cannot fork: its host brings another way. */
export type OpenEngineChannel = (
  engineArguments: EngineArguments,
  environment: NodeJS.ProcessEnv,
) => EngineChannel;

const keptCharacters = 4000;

export const forkEngine: OpenEngineChannel = (engineArguments, environment) => {
  const child = fork(mainEntry('engine'), [JSON.stringify(engineArguments)], {
    env: environment,
    // Typed arrays travel as they are.
    serialization: 'advanced',
    // What it prints is for us to read: a job's output belongs to the studio.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-keptCharacters);
  });
  // Not the child's own 'close': it does not come once this side has disconnected.
  const ended = Promise.all([exitOf(child), endOf(child.stderr)]).then(([end]) => end);
  child.on('error', (error) => {
    lastWords += error.message;
  });
  return {
    processId: child.pid,
    // A message to a process that has just gone has no answer; `onEnd` tells of it.
    post: (message) => child.send(message, () => undefined),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromEngine)),
    onEnd: (listener) => void ended.then((end) => listener({ ...end, lastWords: lastWords.trim() })),
    hangUp: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => child.kill('SIGKILL'),
  };
};

function exitOf(child: ChildProcess): Promise<Pick<EngineEnd, 'exitCode' | 'signal'>> {
  return new Promise((resolve) => {
    child.on('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    // A process that never started has no exit.
    if (child.pid === undefined) child.on('error', () => resolve({ exitCode: null, signal: null }));
  });
}

function endOf(stream: Readable | null): Promise<void> {
  return new Promise((resolve) => {
    if (stream === null || stream.closed) resolve();
    else stream.on('close', () => resolve());
  });
}
