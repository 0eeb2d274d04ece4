import * as tf from '@tensorflow/tfjs-core';

/** Some of the rows of `values`, each of `width` numbers. Shape [rows, width]. */
export function gathered(values: Float32Array, width: number, rows: ArrayLike<number>): tf.Tensor2D {
  const chosen = new Float32Array(rows.length * width);
  for (let index = 0; index < rows.length; index += 1) {
    chosen.set(values.subarray(rows[index]! * width, (rows[index]! + 1) * width), index * width);
  }
  return tf.tensor2d(chosen, [rows.length, width]);
}
