import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failureOf, type Failure } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { userCacheFolder } from '../cacheFolder';
import { examineMachine, type Machine } from '../machine';
import { forkProcess, type StartProcess } from '../processLine';
import { withProcessLock } from '../processLock';
import {
  chooseTensorFlow,
  type TensorFlowVariant,
  type TensorFlowWheels,
  type TensorFlowWish,
} from './choose';
import { forgetFailure, rememberFailure, rememberedFailure } from './failures';
import { tensorFlowFolder } from './folder';
import { installTensorFlow, setupLogFile, type SetupMeans } from './install';
import { loadBinding } from './loadBinding';
import { readShipped, withPins } from './shipped';
import { installedTensorFlow, type InstalledTensorFlow, type TensorFlowState } from './state';
import { tensorFlowWish, wantedVariants } from './wish';

export interface EnsureOptions {
  /** Try again even where a failure is remembered, and prove that what is installed loads. */
  readonly retry?: boolean;
  readonly cacheFolder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** What came with a packaged application; null by default. */
  readonly shippedFolder?: string | null;
  readonly startProcess?: StartProcess;
}

/**
 * TensorFlow's C library and its binding in the user's cache: found there, or downloaded and built now. Several
 * processes may ask at once: one works, the others wait and then find it. A failure is a value (the wasm backend
 * serves then); only the context's signal makes this reject.
 */
export async function ensureTensorFlow(
  context: JobContext,
  options: EnsureOptions = {},
): Promise<TensorFlowState> {
  const { retry = false, environment = process.env } = options;
  const cacheFolder = options.cacheFolder ?? userCacheFolder(environment);
  const wish = tensorFlowWish(environment);
  if (wish === 'off') {
    return unavailable('tensorflow-off', 'FACET_TENSORFLOW=off asks for it', 'Unset it to use TensorFlow.');
  }
  const ready = installedTensorFlow(cacheFolder, wantedVariants(environment));
  if (ready !== null && !retry && (wish === 'cpu' || !mayWantCuda(ready.variant, cacheFolder))) return ready;
  if (!retry && ready === null) {
    const remembered = rememberedFailure(cacheFolder, wish === 'cuda' ? 'cuda' : 'cpu');
    if (remembered !== null) return { kind: 'unavailable', failure: remembered.failure };
  }
  try {
    const machine = await examineMachine(cacheFolder, environment);
    const means = {
      shipped: readShipped(options.shippedFolder ?? null, environment),
      startProcess: options.startProcess ?? forkProcess,
    };
    return await setUp(machine, wish, { cacheFolder, retry, context, means });
  } catch (error) {
    context.signal.throwIfAborted();
    return unavailable('tensorflow-setup', failureOf(error).message, repairHint(cacheFolder));
  }
}

interface Setup {
  readonly cacheFolder: string;
  readonly retry: boolean;
  readonly context: JobContext;
  readonly means: SetupMeans;
}

/** A GPU's build where one fits; the CPU's where that fails, since it is still far ahead of wasm. */
async function setUp(machine: Machine, wish: TensorFlowWish, setup: Setup): Promise<TensorFlowState> {
  const choice = chooseTensorFlow(machine, wish);
  if (choice.kind === 'none') {
    return unavailable('tensorflow-unpublished', choice.reason, choice.remedy);
  }
  const state = await setUpChoice(choice, machine, setup);
  if (state.kind === 'installed' || choice.variant === 'cpu' || wish !== 'auto') return state;
  const plain = chooseTensorFlow(machine, 'cpu');
  return plain.kind === 'none' ? state : setUpChoice(plain, machine, setup);
}

async function setUpChoice(
  unpinned: TensorFlowWheels,
  machine: Machine,
  { cacheFolder, retry, context, means }: Setup,
): Promise<TensorFlowState> {
  const choice = withPins(unpinned, means.shipped);
  const startedMs = Date.now();
  const { variant } = choice;
  const lock = join(tensorFlowFolder(cacheFolder), 'setup.lock');
  const onWait = (ownerPid: number | null) => {
    const owner = ownerPid === null ? 'another process' : `process ${ownerPid}`;
    context.progress({ phase: `waiting for ${owner} to set up TensorFlow`, done: 0, total: null });
  };
  return withProcessLock(lock, { signal: context.signal, onWait }, async () => {
    // Another process may have done it, or failed at it, since this one looked.
    const ready = installedTensorFlow(cacheFolder, [variant]);
    if (ready !== null) {
      if (!retry || (await loads(ready, context, means.startProcess))) return ready;
      await rm(ready.folder, { recursive: true, force: true });
    }
    const remembered = rememberedFailure(cacheFolder, variant);
    if (remembered !== null && (!retry || remembered.atMs >= startedMs)) {
      return { kind: 'unavailable', failure: remembered.failure };
    }
    try {
      await installTensorFlow(choice, machine, cacheFolder, context, means);
      forgetFailure(cacheFolder, variant);
    } catch (error) {
      context.signal.throwIfAborted();
      const { code, message } = failureOf(error);
      const state = unavailable(code, message, repairHint(cacheFolder));
      rememberFailure(cacheFolder, variant, state.failure);
      return state;
    }
    const installed = installedTensorFlow(cacheFolder, [variant]);
    return (
      installed ??
      unavailable('tensorflow-setup', 'it vanished right after its setup', repairHint(cacheFolder))
    );
  });
}

/** A CPU build is here: is there an NVIDIA driver, and has its setup not just failed? Looks at files only. */
function mayWantCuda(present: TensorFlowVariant, cacheFolder: string): boolean {
  if (present === 'cuda' || process.platform !== 'linux' || process.arch !== 'x64') return false;
  const driver = existsSync('/proc/driver/nvidia/version') || existsSync('/usr/lib/wsl/lib/nvidia-smi');
  return driver && rememberedFailure(cacheFolder, 'cuda') === null;
}

/** For a repair: what is there may have been spoilt, or the system's libraries changed under it. */
async function loads(
  installed: InstalledTensorFlow,
  context: JobContext,
  startProcess: StartProcess,
): Promise<boolean> {
  try {
    const { bindingFile, libraryPaths } = installed;
    await loadBinding(bindingFile, libraryPaths, context, () => undefined, startProcess);
    return true;
  } catch {
    context.signal.throwIfAborted();
    return false;
  }
}

function repairHint(cacheFolder: string): string {
  return `Mend that and run \`facet doctor --repair\` (log: ${setupLogFile(cacheFolder)}).`;
}

function unavailable(code: string, why: string, hint: string): { kind: 'unavailable'; failure: Failure } {
  const oneLine = why.replace(/\s+/g, ' ').trim();
  const message = `TensorFlow is not used: ${oneLine}. The slower wasm backend takes its place. ${hint}`;
  return { kind: 'unavailable', failure: { code, message } };
}
