import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { fitLayer, withOnes } from '../../../../../src/main/learning/regression/layerRegression';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';

const [examples, width] = [500, 4];

/** Numbers of very different scales, of which the second tells the class, and the third is always the same. */
function drawn(): { features: number[][]; isOne: boolean[] } {
  const random = Random.fromSeed(3);
  const isOne = Array.from({ length: examples }, () => random.uniform() < 0.4);
  const features = isOne.map((one) => [
    1000 + 50 * random.normal(),
    (one ? 0.01 : -0.01) + 0.01 * random.normal(),
    7,
    random.normal(),
  ]);
  return { features, isOne };
}

describe.each(backendNames)('a layer that is fitted, on %s', (backend) => {
  it('tells the classes by the features as they are, and leaves no tensor behind', async () => {
    await onBackend(backend, async () => {
      const { features, isOne } = drawn();
      const x = tf.tensor2d(features);
      const y = tf.tensor2d(isOne.map((one) => (one ? [0, 1] : [1, 0])));
      const before = tf.memory().numTensors;
      const layer = await fitLayer(x, y, 1);
      expect(tf.memory().numTensors).toBe(before);
      expect(layer).toHaveLength((width + 1) * 2);
      expect([...layer.subarray(4, 6)]).toEqual([0, 0]);
      const told = tf.tidy(() => {
        const weights = tf.tensor2d(Float32Array.from(layer), [width + 1, 2]);
        return tf.argMax(tf.matMul(withOnes(x), weights), 1);
      });
      const classes = await told.data();
      const right = isOne.filter((one, example) => classes[example] === (one ? 1 : 0)).length;
      // Two normal distributions a deviation to each side: 84 of 100.
      expect(right / examples).toBeGreaterThan(0.8);
      tf.dispose([x, y, told]);
    });
  });
});
