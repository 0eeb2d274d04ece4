import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { biasGradKernel, biasReluKernel, reluGradKernel } from '../relu';
import { floatsOf } from './memory';

const backendName = 'wasm';

export const reluKernels: KernelConfig[] = [
  {
    kernelName: reluGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const output = wasm.makeOutput(inputs['y']!.shape, 'float32');
      const [dy, y, dx] = [inputs['dy']!, inputs['y']!, output].map((tensor) => floatsOf(wasm, tensor));
      maskByPositive(dy!, y!, dx!);
      return output;
    },
  },
  {
    kernelName: biasReluKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const output = wasm.makeOutput(inputs['x']!.shape, 'float32');
      const [x, bias, y] = [inputs['x']!, inputs['bias']!, output].map((tensor) => floatsOf(wasm, tensor));
      addBiasAndRectify(x!, bias!, y!);
      return output;
    },
  },
  {
    kernelName: biasGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const channels = inputs['dy']!.shape.at(-1)!;
      const output = wasm.makeOutput([channels], 'float32');
      const sums = sumByChannel(floatsOf(wasm, inputs['dy']!), channels);
      floatsOf(wasm, output).set(sums);
      return output;
    },
  },
];

function maskByPositive(dy: Float32Array, y: Float32Array, dx: Float32Array): void {
  for (let index = 0; index < dx.length; index += 1) dx[index] = y[index]! > 0 ? dy[index]! : 0;
}

function addBiasAndRectify(x: Float32Array, bias: Float32Array, y: Float32Array): void {
  const channels = bias.length;
  for (let row = 0; row < x.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      const sum = Math.fround(x[row + channel]! + bias[channel]!);
      // Written so that NaN stays NaN, as in the other backends.
      y[row + channel] = sum < 0 ? 0 : sum;
    }
  }
}

function sumByChannel(values: Float32Array, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) sums[channel]! += values[row + channel]!;
  }
  return sums;
}
