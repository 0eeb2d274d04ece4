import type { EngineDescription } from '@shared/learning/results';
import { ExpectedError, fail } from '@shared/result';
import { installedTensorFlow, type InstalledTensorFlow } from '../../runtime/tensorflow/state';
import type { BackendChoice } from '../engine/protocol';
import { describeGpu } from './gpu';
import { startTensorFlow } from './tensorflow';
import { startWasm } from './wasm';

export interface StartedBackend {
  readonly description: EngineDescription;
}

export interface StartOptions {
  /** CPU threads for the tensorflow backend; default all. wasm uses one. */
  readonly threads?: number;
  /** Default: the one in the user's cache. */
  readonly tensorFlow?: InstalledTensorFlow | null;
}

/**
 * Starts a backend, makes it tfjs's current one and registers our kernels for it. 'auto' takes tensorflow
 * where it is installed and loads, else wasm with a notice. Starting both in one process is possible
 * (`tf.setBackend` switches); the threads of tensorflow are those of its first start.
 *
 * Fails with `backend-unavailable` when the chosen backend cannot start.
 */
export async function startBackend(
  choice: BackendChoice,
  options: StartOptions = {},
): Promise<StartedBackend> {
  if (choice === 'wasm') return { description: await describeWasm(null) };
  const installed = options.tensorFlow === undefined ? installedTensorFlow() : options.tensorFlow;
  if (!installed) {
    const message = 'TensorFlow is not set up for this user; `facet doctor` says why and what to do.';
    if (choice === 'tensorflow') fail('backend-unavailable', message);
    return { description: await describeWasm(`${message} The slower wasm backend is used.`) };
  }
  try {
    return { description: await describeTensorFlow(installed, options.threads) };
  } catch (cause) {
    const message = `TensorFlow ${installed.version} does not load: ${reasonOf(cause)} Delete ${installed.folder} to set it up anew.`;
    if (choice === 'tensorflow') throw new ExpectedError({ code: 'backend-unavailable', message }, { cause });
    return { description: await describeWasm(`${message} The slower wasm backend is used.`) };
  }
}

async function describeTensorFlow(
  installed: InstalledTensorFlow,
  threads: number | undefined,
): Promise<EngineDescription> {
  const started = await startTensorFlow(installed.bindingFile, threads);
  return {
    backend: 'tensorflow',
    device: started.usesGpu ? await describeGpu() : `CPU, ${threadCount(started.threads)}`,
    library: `TensorFlow ${installed.version}`,
    notice: noticeOf(installed, started.usesGpu),
  };
}

function noticeOf(installed: InstalledTensorFlow, usesGpu: boolean): string | null {
  if (installed.variant === 'cuda' && !usesGpu) {
    return 'TensorFlow with CUDA is installed but finds no usable GPU, so the CPU is used; check the driver with nvidia-smi.';
  }
  return installed.notice;
}

async function describeWasm(notice: string | null): Promise<EngineDescription> {
  return { backend: 'wasm', device: `CPU, ${threadCount(1)}`, library: await startWasm(), notice };
}

function threadCount(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message.trim() : String(cause);
  return message.endsWith('.') ? message : `${message}.`;
}
