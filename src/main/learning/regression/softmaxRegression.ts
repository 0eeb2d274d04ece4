import * as tf from '@tensorflow/tfjs-core';
import { solved, triangleOf } from './positiveMatrix';

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
  const [width, classes] = [inputs.shape[1], targets.shape[1]];
  const ridges = Float64Array.from({ length: width }, (_, input) => (input < width - 1 ? ridge : biasRidge));
  const bound = triangleOf(await boundOf(inputs, ridges), width);
  let weights = new Float64Array(width * classes);
  let from = weights;
  let pace = 1;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slope = await slopeAt(from, inputs, targets);
    from.forEach((weight, at) => {
      slope[at]! += ridges[Math.floor(at / classes)]! * weight;
    });
    const step = solved(bound, width, slope, classes);
    const next = from.map((weight, at) => weight - step[at]!);
    const momentum = (pace - 1) / nextPace(pace);
    const before = weights;
    from = next.map((weight, at) => weight + momentum * (weight - before[at]!));
    weights = next;
    pace = nextPace(pace);
  }
  return tf.tensor2d(Float32Array.from(weights), [width, classes]);
}

/** Half of inputsᵀ · inputs, and the ridges: nowhere does the loss bend more. */
async function boundOf(inputs: tf.Tensor2D, ridges: Float64Array): Promise<Float64Array> {
  const gram = tf.tidy(() => tf.matMul(inputs, inputs, true));
  const bound = Float64Array.from(await gram.data(), (value) => value / 2);
  gram.dispose();
  ridges.forEach((value, input) => {
    bound[input * (ridges.length + 1)]! += value;
  });
  return bound;
}

/** Of the cross-entropy alone, by the weights. Shape [inputs, classes]. */
async function slopeAt(
  weights: Float64Array,
  inputs: tf.Tensor2D,
  targets: tf.Tensor2D,
): Promise<Float64Array> {
  const slope = tf.tidy(() => {
    const tried = tf.tensor2d(Float32Array.from(weights), [inputs.shape[1], targets.shape[1]]);
    const errors = tf.sub(tf.softmax(tf.matMul(inputs, tried)), targets);
    return tf.matMul(inputs, errors, true);
  });
  const values = Float64Array.from(await slope.data());
  slope.dispose();
  return values;
}

function nextPace(pace: number): number {
  return (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
}
