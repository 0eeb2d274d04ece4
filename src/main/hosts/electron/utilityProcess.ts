import type { Readable } from 'node:stream';
import type * as Electron from 'electron';
import { hangUpMessage } from '../../runtime/parentPort';
import { LastWords, type ProcessEnd, type StartProcess } from '../../runtime/processLine';

/**
 * Our own entries in Electron's utility processes: the fuse `RunAsNode` is off, so that nothing can make Node of the
 * application, and Node's `fork` would only start a second window.
 */
export function startUtility(
  { fork }: Pick<typeof Electron.utilityProcess, 'fork'>,
  killHard: (processId: number) => void = (processId) => process.kill(processId, 'SIGKILL'),
): StartProcess {
  return (file, words, environment) => {
    const child = fork(file, [...words], {
      // Electron wants every value to be there.
      env: Object.fromEntries(
        Object.entries(environment).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Facet: learning',
    });
    const lastWords = new LastWords(child.stderr as Readable | null);
    child.on('error', (type, location) => lastWords.add(`${type} at ${location}`));
    let alive = true;
    const exited = new Promise<ProcessEnd['exitCode']>((resolve) => {
      child.on('exit', (exitCode) => {
        alive = false;
        resolve(exitCode);
      });
    });
    const post = (message: unknown): void => {
      if (alive) child.postMessage(message);
    };
    return {
      get processId() {
        return child.pid;
      },
      post,
      onMessage: (listener) => void child.on('message', (message) => listener(message)),
      onEnd: (listener) =>
        void Promise.all([exited, lastWords.ended]).then(([exitCode]) =>
          listener({ exitCode, signal: null, lastWords: lastWords.text }),
        ),
      hangUp: () => post(hangUpMessage),
      kill: () => {
        // Electron's own `kill` sends SIGTERM, which an engine leaves to the studio.
        if (alive && child.pid !== undefined) killHard(child.pid);
      },
    };
  };
}
