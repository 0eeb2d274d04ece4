import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../../../../src/main/learning/random';

/** Standard normal numbers. */
export function normals(shape: readonly number[], seed: number): Float32Array {
  const random = Random.fromSeed(seed, 'normals');
  return Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, () =>
    random.normal(),
  );
}

/** Largest difference over the largest expected magnitude. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let magnitude = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const gap = Math.abs(actual[index]! - expected[index]!);
    if (Number.isNaN(gap)) return Infinity;
    difference = Math.max(difference, gap);
    magnitude = Math.max(magnitude, Math.abs(expected[index]!));
  }
  return difference / Math.max(magnitude, Number.MIN_VALUE);
}

/** Values of tensors, which are disposed. */
export function valuesOf(...tensors: readonly tf.Tensor[]): Float32Array[] {
  return tensors.map((tensor) => {
    const values = Float32Array.from(tensor.dataSync());
    tensor.dispose();
    return values;
  });
}

/** Gradients of Σ weights·f(inputs) with respect to each input. */
export function gradientsOf(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
  weights: tf.Tensor,
): Float32Array[] {
  const gradients = tf.tidy(() => tf.grads((...values) => f(...values))([...inputs], weights));
  return valuesOf(...gradients);
}
