import { delimiter } from 'node:path';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { mainEntry } from '../../outFolder';
import { forkProcess, type StartProcess } from '../processLine';
import type { ProbeAnswer } from './bindingProbe';

const loadTimeoutMs = 120_000;

export interface LoadedBinding {
  /** As the library tells it. */
  readonly version: string;
  readonly usesGpu: boolean;
}

/** Proves in a process of its own that the binding loads and TensorFlow starts. Fails with `load-failed`. */
export async function loadBinding(
  bindingFile: string,
  libraryPaths: readonly string[],
  { signal }: Pick<JobContext, 'signal'>,
  log: (text: string) => void,
  startProcess: StartProcess = forkProcess,
): Promise<LoadedBinding> {
  signal.throwIfAborted();
  const environment = withLibraryPaths(process.env, libraryPaths);
  const probe = startProcess<never, ProbeAnswer>(mainEntry('bindingProbe'), [bindingFile], environment);
  const patience = setTimeout(() => probe.kill(), loadTimeoutMs);
  const stop = (): void => probe.kill();
  signal.addEventListener('abort', stop, { once: true });
  let answer: ProbeAnswer | null = null;
  probe.onMessage((message) => {
    answer = message;
    // It has said all it knows; what the library still does is of no interest.
    probe.kill();
  });
  const end = await new Promise<{ readonly lastWords: string }>((resolve) => probe.onEnd(resolve));
  clearTimeout(patience);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return readAnswer(answer, end.lastWords, log);
}

function readAnswer(
  answer: ProbeAnswer | null,
  lastWords: string,
  log: (text: string) => void,
): LoadedBinding {
  log(`${lastWords}\n${JSON.stringify(answer)}\n`);
  if (answer !== null && !('error' in answer)) return answer;
  const reason = answer?.error ?? (lastWords.split('\n').at(-1) || 'its process ended without a word');
  return fail('load-failed', `the TensorFlow binding does not load: ${reason}`);
}

/** The environment for a process that loads the binding: the dynamic loader reads its search path at start only. */
export function withLibraryPaths(
  environment: NodeJS.ProcessEnv,
  libraryPaths: readonly string[],
): NodeJS.ProcessEnv {
  const name = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const paths = [...libraryPaths, environment[name] ?? ''].filter((path) => path !== '');
  return paths.length === 0 ? environment : { ...environment, [name]: paths.join(delimiter) };
}
