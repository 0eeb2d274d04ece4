import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { backendNames, onBackend } from '../backends/startedBackends';
import { gradientsOf, normals, relativeError, valuesOf } from './arrays';
import { convolution, type Shape4D } from './references';

/**
 * None from one channel to one: there oneDNN 3 (in TensorFlow 2.21) takes a depthwise path whose input gradient
 * holds leftovers of other memory. No network here has such a layer; every other pairing of channels is right.
 */
const cases: { input: Shape4D; filter: Shape4D }[] = [
  { input: [3, 8, 8, 3], filter: [5, 5, 3, 4] },
  { input: [2, 6, 10, 4], filter: [3, 3, 4, 5] },
  { input: [2, 5, 5, 6], filter: [2, 2, 6, 3] },
  { input: [1, 3, 3, 1], filter: [5, 5, 1, 2] },
  { input: [1, 3, 3, 2], filter: [5, 5, 2, 1] },
];

describe.each(backendNames)('convolution on %s', (backend) => {
  it.each(cases)('and both its gradients, $input by $filter', async ({ input, filter }) => {
    const outputShape = [input[0], input[1], input[2], filter[3]] as [number, number, number, number];
    const [x, w, dy] = [normals(input, 1), normals(filter, 2), normals(outputShape, 3)];
    const expected = convolution(x, input, w, filter, dy);
    await onBackend(backend, () => {
      const inputs = [tf.tensor(x, [...input]), tf.tensor(w, [...filter])];
      const convolve = (images: tf.Tensor, weights: tf.Tensor): tf.Tensor =>
        tf.conv2d(images as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
      const [output] = valuesOf(convolve(inputs[0]!, inputs[1]!));
      const [dx, dw] = gradientsOf(
        convolve as (...inputs: tf.Tensor[]) => tf.Tensor,
        inputs,
        tf.tensor(dy, outputShape),
      );
      expect(relativeError(output!, expected.output)).toBeLessThan(1e-5);
      expect(relativeError(dx!, expected.input)).toBeLessThan(1e-5);
      expect(relativeError(dw!, expected.filter)).toBeLessThan(1e-5);
    });
  });
});

describe('convolution on wasm', () => {
  it('says that it cannot train strides', async () => {
    await onBackend('wasm', () => {
      const images = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
      const train = (): tf.Tensor =>
        tf.grad((weights: tf.Tensor) => tf.conv2d(images, weights as tf.Tensor4D, 2, 'same'))(
          tf.ones([3, 3, 1, 1]),
        );
      expect(train).toThrow('stride 1');
    });
  });
});
