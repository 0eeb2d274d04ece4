import * as tf from '@tensorflow/tfjs-core';
import { inverseOfPositive } from './positiveMatrix';

const iterations = 40;
/** Of the bias, which is held by nothing, so that the matrix below has an inverse. */
const biasRidge = 1e-3;

/**
 * Weights W of softmax(inputs · W) for which the targets' cross-entropy and ½ · ridge · ‖W‖² are least: one number to weigh
 * and no step size to choose, the same answer each time. Each step solves a quadratic that lies above the loss (Böhning 1992,
 * "Multinomial logistic regression algorithm"), from where Nesterov's acceleration says (1983).
 *
 * @param inputs of each example, of one scale; the last is 1, and its weight, the bias, has no ridge. Shape [examples, inputs].
 * @param targets the classes' probabilities. Shape [examples, classes].
 * @returns shape [inputs, classes], for the caller to dispose of.
 */
export async function fitSoftmaxRegression(
  inputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  ridge: number,
): Promise<tf.Tensor2D> {
  const width = inputs.shape[1];
  const gram = tf.tidy(() => tf.matMul(inputs, inputs, true));
  const bound = Float64Array.from(await gram.data(), (value) => value / 2);
  gram.dispose();
  const ridges = Float32Array.from({ length: width }, (_, input) => (input < width - 1 ? ridge : biasRidge));
  ridges.forEach((value, input) => {
    bound[input * (width + 1)]! += value;
  });
  const inverse = Float32Array.from(inverseOfPositive(bound, width));
  return tf.tidy(() => {
    const step = tf.tensor2d(inverse, [width, width]);
    const held = tf.tensor2d(ridges, [width, 1]);
    let weights = tf.zeros<tf.Rank.R2>([width, targets.shape[1]]);
    let from = weights;
    let pace = 1;
    for (let iteration = 0; iteration < iterations; iteration += 1) {
      [weights, from] = tf.tidy(() => {
        const errors = tf.sub(tf.softmax(tf.matMul(inputs, from)), targets);
        const gradient = tf.add(tf.matMul(inputs, errors, true), tf.mul(held, from));
        const next = tf.sub<tf.Tensor2D>(from, tf.matMul(step, gradient));
        const momentum = (pace - 1) / nextPace(pace);
        return [next, tf.add<tf.Tensor2D>(next, tf.mul(tf.sub(next, weights), momentum))];
      }) as [tf.Tensor2D, tf.Tensor2D];
      pace = nextPace(pace);
    }
    return weights;
  });
}

function nextPace(pace: number): number {
  return (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
}
