import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { OptimizerConfiguration } from '@shared/learning/configuration';
import { FlatAdam } from '../../../../../src/main/learning/optimizers/flatAdam';
import { FlatMomentum } from '../../../../../src/main/learning/optimizers/flatMomentum';
import { createOptimizer } from '../../../../../src/main/learning/optimizers/optimizer';
import { Parameters } from '../../../../../src/main/learning/parameters';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';

const adam: OptimizerConfiguration = {
  kind: 'adam',
  learningRate: 0.001,
  schedule: { kind: 'constant' },
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const learningRate = 0.5;

/** A layer's weights, its bias, and what batch normalisation learns. */
function layer(): Parameters {
  const random = Random.fromSeed(3);
  return Parameters.create(
    [
      { name: 'weights', shape: [2, 3], initializer: 'glorot-uniform', kind: 'trainable' },
      { name: 'bias', shape: [3], initializer: 'ones', kind: 'trainable' },
      { name: 'scale', shape: [3], initializer: 'ones', kind: 'trainable' },
      { name: 'mean', shape: [3], initializer: 'zeros', kind: 'state' },
    ],
    random,
  );
}

describe.each(backendNames)('the optimizer that is configured, on %s', (backend) => {
  it('is of the kind that was chosen, and plain where nothing decays', async () => {
    await onBackend(backend, () => {
      const parameters = layer();
      const [first, second] = [
        createOptimizer(parameters, adam),
        createOptimizer(parameters, { ...adam, kind: 'momentum' }),
      ];
      expect(first).toBeInstanceOf(FlatAdam);
      expect(second).toBeInstanceOf(FlatMomentum);
      for (const one of [first, second, parameters]) one.dispose();
    });
  });

  it('takes its share of the weights, apart from the gradient, and nothing of biases and scales', async () => {
    await onBackend(backend, async () => {
      const tensors = tf.memory().numTensors;
      for (const kind of ['adam', 'momentum'] as const) {
        const [decayed, plain] = [layer(), layer()];
        const before = await plain.trainable.data<'float32'>();
        const optimizers = [
          createOptimizer(decayed, { ...adam, kind, weightDecay: 0.1 }),
          createOptimizer(plain, { ...adam, kind }),
        ] as const;
        const gradient = tf.tensor1d(Array.from({ length: 12 }, (_, index) => (index - 6) / 10));
        optimizers[0].apply(decayed.trainable, gradient, learningRate);
        optimizers[1].apply(plain.trainable, gradient, learningRate);
        const [less, more] = [await decayed.trainable.data(), await plain.trainable.data()];
        for (let index = 0; index < 12; index += 1) {
          const share = index < 6 ? learningRate * 0.1 * before[index]! : 0;
          expect(more[index]! - less[index]!).toBeCloseTo(share, 6);
        }
        gradient.dispose();
        for (const one of [...optimizers, decayed, plain]) one.dispose();
      }
      expect(tf.memory().numTensors).toBe(tensors);
    });
  });
});
