import { getKernel, type KernelConfig } from '@tensorflow/tfjs-core';
import { batchNormKernels } from './batchNorm';
import { convolutionGradients } from './convolutionGradients';
import { matMulOfTransposed } from './matMul';
import { maxPoolKernels } from './maxPool';
import { reluKernels } from './relu';

/** Our kernels on tfjs-backend-wasm, which by itself cannot train a convolution. */
export function kernels(): KernelConfig[] {
  const matMul = matMulOfTransposed(getKernel('BatchMatMul', 'wasm'));
  return [...reluKernels, ...batchNormKernels, ...convolutionGradients, ...maxPoolKernels, matMul];
}
