import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../random';
import type { SightInputs } from './sightInputs';
import { fitSoftmaxRegression, ridgeFor } from './softmaxRegression';

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
  const all = tf.tensor2d(values, [count, width]);
  const held = await ridgeFor(all, ridge);
  try {
    for (let fold = 0; fold < folds; fold += 1) {
      signal.throwIfAborted();
      const [start, end] = [fold, fold + 1].map((mark) => Math.floor((mark * count) / folds)) as [
        number,
        number,
      ];
      const asked = order.subarray(start, end);
      const learnt = [...order.subarray(0, start), ...order.subarray(end)];
      const told = tf.tidy(() => {
        const known = tf.tensor2d(gathered(targets, classes, learnt), [learnt.length, classes]);
        const weights = fitSoftmaxRegression(tf.gather(all, learnt), known, held);
        return tf.softmax(tf.matMul(tf.gather(all, asked), weights));
      });
      const probabilities = await told.data();
      told.dispose();
      asked.forEach((example, index) => {
        answers.set(probabilities.subarray(index * classes, (index + 1) * classes), example * classes);
      });
      await nextTurn();
    }
  } finally {
    tf.dispose([all, held.ofInput, held.inverse]);
  }
  return answers;
}

/** Shape [rows, width]. */
function gathered(values: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const chosen = new Float32Array(rows.length * width);
  rows.forEach((row, index) => {
    chosen.set(values.subarray(row * width, (row + 1) * width), index * width);
  });
  return chosen;
}
