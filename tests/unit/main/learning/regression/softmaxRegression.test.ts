import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { fitSoftmaxRegression } from '../../../../../src/main/learning/regression/softmaxRegression';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';

const [examples, width, classes] = [400, 6, 3];

/** Classes by a plane each, and by chance; the last input is 1. */
function drawn(): { inputs: Float32Array; targets: Float32Array } {
  const random = Random.fromSeed(7);
  const inputs = new Float32Array(examples * width).fill(1);
  const targets = new Float32Array(examples * classes);
  for (let example = 0; example < examples; example += 1) {
    for (let input = 0; input < width - 1; input += 1) inputs[example * width + input] = random.normal();
    const scores = Array.from(
      { length: classes },
      (_, index) => 1.5 * inputs[example * width + index]! + random.normal() + (index === 0 ? 0.7 : 0),
    );
    targets[example * classes + scores.indexOf(Math.max(...scores))] = 1;
  }
  return { inputs, targets };
}

describe.each(backendNames)('a softmax regression, on %s', (backend) => {
  it('is where its loss with the ridge has no slope, and leaves no tensor behind', async () => {
    await onBackend(backend, async () => {
      const { inputs, targets } = drawn();
      const x = tf.tensor2d(inputs, [examples, width]);
      const y = tf.tensor2d(targets, [examples, classes]);
      const before = tf.memory().numTensors;
      const ridge = 5;
      const weights = await fitSoftmaxRegression(x, y, ridge);
      expect(tf.memory().numTensors).toBe(before + 1);
      const slope = tf.tidy(() => {
        const held = tf.tensor2d([...Array<number>(width - 1).fill(ridge), 0], [width, 1]);
        const errors = tf.sub(tf.softmax(tf.matMul(x, weights)), y);
        return tf.max(tf.abs(tf.add(tf.matMul(x, errors, true), tf.mul(held, weights))));
      });
      // Of some 100 where all weights are 0.
      expect((await slope.data())[0]!).toBeLessThan(0.2);
      tf.dispose([x, y, weights, slope]);
    });
  });

  it('tells nothing but frequencies where the ridge is endless', async () => {
    await onBackend(backend, async () => {
      const { inputs, targets } = drawn();
      const x = tf.tensor2d(inputs, [examples, width]);
      const y = tf.tensor2d(targets, [examples, classes]);
      const weights = await fitSoftmaxRegression(x, y, 1e7);
      const told = tf.tidy(() => tf.softmax(tf.matMul(x, weights)));
      const shares = tf.mean(y, 0);
      const [first, frequencies] = await Promise.all([told.data(), shares.data()]);
      for (let index = 0; index < classes; index += 1) {
        expect(first[index]!).toBeCloseTo(frequencies[index]!, 2);
        expect(first[(examples - 1) * classes + index]!).toBeCloseTo(frequencies[index]!, 2);
      }
      tf.dispose([x, y, weights, told, shares]);
    });
  });
});
