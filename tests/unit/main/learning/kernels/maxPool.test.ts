import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { maxPool, pooledShape } from '../../../../../src/main/learning/kernels/maxPool';
import { backendNames, onBackend } from '../backends/startedBackends';
import { gradientsOf, normals, relativeError, valuesOf } from './arrays';
import { maxPooling, type Shape4D } from './references';

const shapes: Shape4D[] = [
  [2, 8, 6, 3],
  [3, 4, 4, 16],
  [1, 2, 2, 1],
  [2, 5, 7, 5],
];

describe.each(backendNames)('pooling on %s', (backend) => {
  it.each(shapes)('takes maxima and hands gradients back to them, %i×%i×%i×%i', async (...shape) => {
    await compare(backend, shape as Shape4D, normals(shape, 1));
  });

  it('gives the gradient of equal values to the first in reading order', async () => {
    const shape: Shape4D = [2, 4, 4, 8];
    const few = normals(shape, 2).map((value) => Math.round(value));
    await compare(backend, shape, few);
    await compare(backend, shape, few.fill(0));
  });
});

async function compare(backend: 'tensorflow' | 'wasm', shape: Shape4D, x: Float32Array): Promise<void> {
  const outputShape = pooledShape(shape);
  const dy = normals(outputShape, 3);
  const expected = maxPooling(x, shape, dy);
  await onBackend(backend, () => {
    const input = tf.tensor(x, [...shape]);
    const pool = (maps: tf.Tensor): tf.Tensor => maxPool(maps as tf.Tensor4D);
    const output = pool(input);
    expect(output.shape).toEqual(outputShape);
    expect(relativeError(valuesOf(output)[0]!, expected.output)).toBe(0);
    const [dx] = gradientsOf(
      pool as (...inputs: tf.Tensor[]) => tf.Tensor,
      [input],
      tf.tensor(dy, outputShape),
    );
    expect(relativeError(dx!, expected.input)).toBe(0);
  });
}
