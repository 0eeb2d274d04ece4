import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../random';

/**
 * Srivastava et al. 2014, scaled by 1/(1 − rate) in training so that inference needs nothing. The mask is
 * drawn here and not by the backend, so that a seed gives the same masks on each.
 */
export function dropOut(values: tf.Tensor2D, rate: number, seed: number): tf.Tensor2D {
  if (rate === 0) return values;
  const random = Random.fromSeed(seed, 'dropout');
  const kept = 1 / (1 - rate);
  const mask = Float32Array.from({ length: values.size }, () => (random.uniform() < rate ? 0 : kept));
  return tf.mul(values, tf.tensor2d(mask, values.shape));
}
