import { backend, type KernelConfig } from '@tensorflow/tfjs-core';
import { batchNormKernels } from './batchNorm';
import { maxPoolKernels } from './maxPool';
import { reluKernels } from './relu';
import type { TensorFlowBackend } from './tensorflowBackend';

/** Our kernels on the native TensorFlow library, which must be tfjs's current backend. */
export function kernels(): KernelConfig[] {
  const native = backend() as unknown as TensorFlowBackend;
  return [...reluKernels, ...batchNormKernels, ...maxPoolKernels(native)];
}
