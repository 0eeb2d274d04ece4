import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposeStep, lossAndGradient } from '../../../../../src/main/learning/optimizers/gradient';
import { Parameters, type ParameterSpec } from '../../../../../src/main/learning/parameters';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';

const weights: ParameterSpec = { name: 'weights', shape: [2], initializer: 'ones', kind: 'trainable' };
const unused: ParameterSpec = { name: 'unused', shape: [3], initializer: 'ones', kind: 'trainable' };
const average: ParameterSpec = { name: 'average', shape: [1], initializer: 'zeros', kind: 'state' };

describe.each(backendNames)('lossAndGradient on %s', (backend) => {
  it('differentiates by every parameter, and hands on what the forward pass kept', async () => {
    await onBackend(backend, () => {
      const parameters = Parameters.create([weights, unused, average], Random.fromSeed(1));
      const before = tf.memory().numTensors;
      const step = lossAndGradient(parameters, (view) => {
        const values = view.get('weights');
        view.record('average', tf.mean(values));
        // 3a + 5b, of which the gradient is 3 and 5.
        const loss = tf.sum<tf.Scalar>(tf.mul(values, tf.tensor1d([3, 5])));
        return { loss, parts: { squares: tf.square(values) } };
      });
      expect(step.loss.dataSync()[0]).toBe(8);
      expect([...step.gradient.dataSync()]).toEqual([3, 5, 0, 0, 0]);
      expect([...step.parts['squares']!.dataSync()]).toEqual([1, 1]);
      expect([...step.statistics!.dataSync()]).toEqual([1]);
      // The loss, the gradient, the part and the statistics: nothing else of the pass.
      expect(tf.memory().numTensors).toBe(before + 4);
      disposeStep(step);
      expect(tf.memory().numTensors).toBe(before);
      parameters.dispose();
    });
  });

  it('has no statistics where a network records none', async () => {
    await onBackend(backend, () => {
      const parameters = Parameters.create([weights, unused], Random.fromSeed(1));
      const step = lossAndGradient(parameters, (view) => ({
        loss: tf.sum<tf.Scalar>(view.get('weights')),
        parts: {},
      }));
      expect(step.statistics).toBeNull();
      disposeStep(step);
      parameters.dispose();
    });
  });
});
