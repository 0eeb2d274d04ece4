import * as tf from '@tensorflow/tfjs-core';
import { fail } from '@shared/result';

/** A vector of zeros that an optimizer keeps between its steps. */
export function zeroMoment(size: number): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.zeros([size])));
}

/** Fails with `parameters-mismatch` unless each has as many values as the optimizer. */
export function requireMoments(size: number, ...moments: readonly Float32Array[]): void {
  const other = moments.find(({ length }) => length !== size);
  if (!other) return;
  fail(
    'parameters-mismatch',
    `The saved optimizer has ${other.length} values where this one has ${size}. It was made with another configuration.`,
  );
}

export function clearMoment(moment: tf.Variable<tf.Rank.R1>): void {
  tf.tidy(() => moment.assign(tf.zeros([moment.size])));
}

/** Of a copy: the backend may keep the array it is given. */
export function assignMoment(moment: tf.Variable<tf.Rank.R1>, values: Float32Array): void {
  tf.tidy(() => moment.assign(tf.tensor1d(Float32Array.from(values))));
}
