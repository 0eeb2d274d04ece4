import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { backendNames, onBackend } from '../backends/startedBackends';
import { normals, relativeError, valuesOf } from './arrays';

const [rows, inner, columns] = [5, 7, 3];
const left = normals([rows, inner], 1);
const right = normals([inner, columns], 2);

describe.each(backendNames)('matrix product on %s', (backend) => {
  it.each([
    { transposeA: false, transposeB: false },
    { transposeA: true, transposeB: false },
    { transposeA: false, transposeB: true },
    { transposeA: true, transposeB: true },
  ])('with %o', async ({ transposeA, transposeB }) => {
    const expected = Float64Array.from({ length: rows * columns }, (_, cell) => {
      const [row, column] = [Math.floor(cell / columns), cell % columns];
      return left
        .subarray(row * inner, (row + 1) * inner)
        .reduce((sum, value, k) => sum + value * right[k * columns + column]!, 0);
    });
    await onBackend(backend, () => {
      const a = tf.tensor2d(left, [rows, inner]);
      const b = tf.tensor2d(right, [inner, columns]);
      const product = tf.matMul(
        transposeA ? tf.transpose(a) : a,
        transposeB ? tf.transpose(b) : b,
        transposeA,
        transposeB,
      );
      expect(product.shape).toEqual([rows, columns]);
      expect(relativeError(valuesOf(product)[0]!, expected)).toBeLessThan(1e-6);
    });
  });
});
