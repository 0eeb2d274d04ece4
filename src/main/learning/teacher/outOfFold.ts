import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../random';
import type { SightInputs } from './sightInputs';
import { gathered } from '../regression/gathered';
import { fitSoftmaxRegression } from '../regression/softmaxRegression';

/** Each example's answer comes from a regression that has learnt from four fifths of the others. */
const folds = 5;
/** Chosen on MTFL's faces, lfw's learnt and net's asked: see docs/experiments.md. */
const ridge = 600;

/**
 * Of each example the classes' probabilities, by a regression that has not learnt from it. An abort rejects with the signal's
 * reason.
 *
 * @param targets one-hot. Shape [examples, classes].
 * @param seed what decides which examples are answered together.
 * @returns shape [examples, classes].
 */
export async function outOfFold(
  { width, values }: SightInputs,
  targets: Float32Array,
  classes: number,
  seed: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const count = targets.length / classes;
  const order = Int32Array.from({ length: count }, (_, example) => example);
  Random.fromSeed(seed, 'folds of beliefs').shuffle(order);
  const answers = new Float32Array(targets.length);
  for (let fold = 0; fold < folds; fold += 1) {
    signal.throwIfAborted();
    const [start, end] = [fold, fold + 1].map((mark) => Math.floor((mark * count) / folds)) as [
      number,
      number,
    ];
    const asked = order.subarray(start, end);
    const learnt = [...order.subarray(0, start), ...order.subarray(end)];
    const shown = gathered(values, width, learnt);
    const known = gathered(targets, classes, learnt);
    const weights = await fitSoftmaxRegression(shown, known, ridge);
    const left = gathered(values, width, asked);
    const told = tf.tidy(() => tf.softmax(tf.matMul(left, weights)));
    const probabilities = await told.data();
    tf.dispose([shown, known, weights, left, told]);
    asked.forEach((example, index) => {
      answers.set(probabilities.subarray(index * classes, (index + 1) * classes), example * classes);
    });
    await nextTurn();
  }
  return answers;
}
