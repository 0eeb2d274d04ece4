import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { addBiasAndRelu } from '../../../../../src/main/learning/layers/biasRelu';
import { dense, denseParameters, denseWithBias } from '../../../../../src/main/learning/layers/dense';
import { flatten } from '../../../../../src/main/learning/layers/flatten';
import { pooledSize } from '../../../../../src/main/learning/layers/maxPool';
import { viewOf } from './view';

beforeAll(async () => {
  await startBackend('wasm');
});

describe('a dense layer', () => {
  it('has a matrix of weights and, unless told otherwise, a bias of zeros', () => {
    expect(denseParameters('dense', 8, 2, 'glorot-uniform')).toEqual([
      { name: 'dense/weights', shape: [8, 2], initializer: 'glorot-uniform', kind: 'trainable' },
      { name: 'dense/bias', shape: [2], initializer: 'zeros', kind: 'trainable' },
    ]);
    expect(denseParameters('dense', 8, 2, 'fan-in-uniform', { bias: false })).toHaveLength(1);
  });

  it('multiplies, adds its bias, and rectifies where it is a hidden one', () => {
    tf.tidy(() => {
      const values = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const weights = tf.tensor2d([
        [1, 0, -1],
        [0, 1, -1],
      ]);
      const view = viewOf({ 'dense/weights': weights, 'dense/bias': tf.tensor1d([10, -3, 1]) });
      expect([...dense(values, view, 'dense').dataSync()]).toEqual([1, 2, -3, 3, 4, -7]);
      expect([...denseWithBias(values, view, 'dense').dataSync()]).toEqual([11, -1, -2, 13, 1, -6]);
      const hidden = addBiasAndRelu(dense(values, view, 'dense'), view, 'dense');
      expect([...hidden.dataSync()]).toEqual([11, 0, 0, 13, 1, 0]);
    });
  });
});

describe('from maps to features', () => {
  it('flattens row by row, channels last', () => {
    tf.tidy(() => {
      const maps = tf.tensor4d(
        Array.from({ length: 24 }, (_, index) => index),
        [2, 2, 3, 2],
      );
      const flat = flatten(maps);
      expect(flat.shape).toEqual([2, 12]);
      expect([...flat.dataSync()]).toEqual(Array.from({ length: 24 }, (_, index) => index));
    });
  });

  it('halves a side with each pooling, an odd one rounded down', () => {
    expect([40, 20, 10, 5, 1].map(pooledSize)).toEqual([20, 10, 5, 2, 0]);
  });
});
