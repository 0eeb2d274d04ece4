import * as tf from '@tensorflow/tfjs-core';
import { batchNormGradient } from './batchNorm';
import { maxPoolGradient } from './maxPool';
import { biasReluGradient, reluGradient } from './relu';
import * as tensorflow from './tensorflow';
import * as wasm from './wasm';

const registered = new Set<string>();

/**
 * Registers our kernels for a started backend, and the gradients that use them. A second call for the same
 * backend does nothing.
 */
export function registerKernels(backendName: 'tensorflow' | 'wasm'): void {
  if (registered.size === 0) registerGradients();
  if (registered.has(backendName)) return;
  const kernels = backendName === 'tensorflow' ? tensorflow.kernels() : wasm.kernels();
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, backendName)) tf.unregisterKernel(kernel.kernelName, backendName);
    tf.registerKernel(kernel);
  }
  registered.add(backendName);
}

function registerGradients(): void {
  for (const gradient of [reluGradient, biasReluGradient, batchNormGradient, maxPoolGradient]) {
    if (tf.getGradient(gradient.kernelName)) tf.unregisterGradient(gradient.kernelName);
    tf.registerGradient(gradient);
  }
}
