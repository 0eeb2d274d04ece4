import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { registerKernels } from '../kernels/register';
import type { TensorFlowBackend } from '../kernels/tensorflow/tensorflowBackend';
import { restoreRemovedUtilities } from './nodeUtilities';
import { registerStockGradients } from './stockGradients';

interface NativeBackendModule {
  readonly NodeJSKernelBackend: new (
    binding: TensorFlowBackend['binding'],
    packageName: string,
  ) => tf.KernelBackend & TensorFlowBackend;
}

const packageName = '@tensorflow/tfjs-node-gpu';

export interface StartedTensorFlow {
  readonly usesGpu: boolean;
  /** CPU threads an operation may use. */
  readonly threads: number;
}

/**
 * Loads the native binding and makes it tfjs's backend. tfjs-node's own entry is passed over: it looks for
 * the binding inside its package folder, where nothing of ours belongs.
 */
export async function startTensorFlow(bindingFile: string, threads?: number): Promise<StartedTensorFlow> {
  const usedThreads = threads ?? availableParallelism();
  if (!tf.findBackend('tensorflow')) register(bindingFile, usedThreads);
  await tf.setBackend('tensorflow');
  await tf.ready();
  registerStockGradients();
  registerKernels('tensorflow');
  return { usesGpu: nativeBackend().binding.isUsingGpuDevice(), threads: usedThreads };
}

function register(bindingFile: string, threads: number): void {
  // Read once by the native library, when it is loaded.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // On by default only for processors with instructions for neural networks, but a third faster on any x86.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  restoreRemovedUtilities();
  const require = createRequire(import.meta.url);
  const binding = require(bindingFile) as TensorFlowBackend['binding'];
  const { NodeJSKernelBackend } = require(`${packageName}/dist/nodejs_kernel_backend`) as NativeBackendModule;
  require(`${packageName}/dist/register_all_kernels`);
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, packageName));
}

function nativeBackend(): TensorFlowBackend {
  return tf.backend() as tf.KernelBackend & TensorFlowBackend;
}
