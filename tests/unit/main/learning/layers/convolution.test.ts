import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { convolution, convolutionParameters } from '../../../../../src/main/learning/layers/convolution';
import { viewOf } from './view';

beforeAll(async () => {
  await startBackend('wasm');
});

describe('convolutionParameters', () => {
  it('are a window of weights and, where asked for, a bias of zeros', () => {
    const options = { initializer: 'fan-in-uniform', bias: true } as const;
    expect(convolutionParameters('conv', 5, 3, 16, options)).toEqual([
      { name: 'conv/weights', shape: [5, 5, 3, 16], initializer: 'fan-in-uniform', kind: 'trainable' },
      { name: 'conv/bias', shape: [16], initializer: 'zeros', kind: 'trainable' },
    ]);
    expect(convolutionParameters('conv', 5, 3, 16, { ...options, bias: false })).toHaveLength(1);
  });
});

describe('convolution', () => {
  it('keeps the size of its maps, an even window reaching to the right and below', () => {
    tf.tidy(() => {
      const maps = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
      const view = viewOf({ 'conv/weights': tf.ones([2, 2, 1, 1]) });
      const sums = convolution(maps, view, 'conv');
      expect(sums.shape).toEqual([1, 3, 3, 1]);
      expect([...sums.dataSync()]).toEqual([12, 16, 9, 24, 28, 15, 15, 17, 9]);
    });
  });
});
