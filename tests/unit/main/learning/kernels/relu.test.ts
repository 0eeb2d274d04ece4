import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { biasRelu } from '../../../../../src/main/learning/kernels/relu';
import { backendNames, onBackend } from '../backends/startedBackends';
import { gradientsOf, normals, relativeError, valuesOf } from './arrays';

const shape = [3, 4, 2, 5];
const x = normals(shape, 1);
const bias = normals([5], 2);
const dy = normals(shape, 3);

describe.each(backendNames)('relu on %s', (backend) => {
  it('passes gradients where its output is positive', async () => {
    await onBackend(backend, () => {
      const [dx] = gradientsOf((input) => tf.relu(input!), [tf.tensor(x, shape)], tf.tensor(dy, shape));
      expect(
        relativeError(
          dx!,
          x.map((value, index) => (value > 0 ? dy[index]! : 0)),
        ),
      ).toBe(0);
    });
  });

  it('passes none at zero', async () => {
    await onBackend(backend, () => {
      const [dx] = gradientsOf((input) => tf.relu(input!), [tf.zeros([4])], tf.ones([4]));
      expect(Array.from(dx!)).toEqual([0, 0, 0, 0]);
    });
  });

  it('adds a bias first, and sums its gradient over all but the channels', async () => {
    const sums = x.map((value, index) => value + bias[index % 5]!);
    const masked = sums.map((sum, index) => (sum > 0 ? dy[index]! : 0));
    const biasGradient = new Float64Array(5);
    masked.forEach((value, index) => (biasGradient[index % 5]! += value));
    await onBackend(backend, () => {
      const inputs = [tf.tensor(x, shape), tf.tensor(bias)];
      const apply = (...values: tf.Tensor[]): tf.Tensor => biasRelu(values[0]!, values[1] as tf.Tensor1D);
      const [output] = valuesOf(apply(...inputs));
      const [dx, dbias] = gradientsOf(apply, inputs, tf.tensor(dy, shape));
      expect(
        relativeError(
          output!,
          sums.map((sum) => Math.max(0, sum)),
        ),
      ).toBe(0);
      expect(relativeError(dx!, masked)).toBe(0);
      expect(relativeError(dbias!, biasGradient)).toBeLessThan(1e-6);
    });
  });

  it('lets NaN through, so that a loss that is lost is seen', async () => {
    await onBackend(backend, () => {
      const [output] = valuesOf(biasRelu(tf.tensor2d([[NaN, 1]]), tf.tensor1d([0, 0])));
      expect(Array.from(output!)).toEqual([NaN, 1]);
    });
  });
});
