import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { maxPoolGradKernel, maxPoolKernel, pooledShape } from '../maxPool';
import { floatsOf } from './memory';

const backendName = 'wasm';

/** The choice is the position of the maximum in its window, 0 to 3 in reading order, as bytes. */
export const maxPoolKernels: KernelConfig[] = [
  {
    kernelName: maxPoolKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const x = inputs['x']!;
      const shape = pooledShape(x.shape);
      const y = wasm.makeOutput(shape, 'float32');
      const choice = wasm.makeOutput(shape, 'bool');
      const chosen = wasm.typedArrayFromHeap(choice) as Uint8Array;
      chooseMaxima(floatsOf(wasm, x), x.shape, floatsOf(wasm, y), chosen);
      return [y, choice];
    },
  },
  {
    kernelName: maxPoolGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const x = inputs['x']!;
      const output = wasm.makeOutput(x.shape, 'float32');
      const chosen = wasm.typedArrayFromHeap(inputs['choice']!) as Uint8Array;
      scatter(floatsOf(wasm, inputs['dy']!), chosen, x.shape, floatsOf(wasm, output).fill(0));
      return output;
    },
  },
];

function chooseMaxima(x: Float32Array, shape: readonly number[], y: Float32Array, chosen: Uint8Array): void {
  const [, , width, channels] = shape as [number, number, number, number];
  const below = width * channels;
  let target = 0;
  forEachWindow(shape, (start) => {
    for (let index = start; index < start + channels; index += 1) {
      let largest = x[index]!;
      let position = 0;
      const right = x[index + channels]!;
      if (right > largest) {
        largest = right;
        position = 1;
      }
      const lower = x[index + below]!;
      if (lower > largest) {
        largest = lower;
        position = 2;
      }
      const lowerRight = x[index + below + channels]!;
      if (lowerRight > largest) {
        largest = lowerRight;
        position = 3;
      }
      y[target] = largest;
      chosen[target] = position;
      target += 1;
    }
  });
}

function scatter(dy: Float32Array, chosen: Uint8Array, shape: readonly number[], dx: Float32Array): void {
  const [, , width, channels] = shape as [number, number, number, number];
  const offsets = [0, channels, width * channels, width * channels + channels];
  let source = 0;
  forEachWindow(shape, (start) => {
    for (let index = start; index < start + channels; index += 1) {
      dx[index + offsets[chosen[source]!]!] = dy[source]!;
      source += 1;
    }
  });
}

/** Calls with the index of the first channel of each window's first pixel. */
function forEachWindow(shape: readonly number[], visit: (start: number) => void): void {
  const [count, height, width, channels] = shape as [number, number, number, number];
  const [, rows, columns] = pooledShape(shape);
  for (let image = 0; image < count; image += 1) {
    for (let row = 0; row < rows; row += 1) {
      const start = (image * height + row * 2) * width * channels;
      for (let column = 0; column < columns; column += 1) visit(start + column * 2 * channels);
    }
  }
}
