import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normalizeBatch } from '../../../../../src/main/learning/kernels/batchNorm';
import { backendNames, onBackend } from '../backends/startedBackends';
import { gradientsOf, normals, relativeError, valuesOf } from './arrays';
import { batchNormalisation, numericGradient } from './references';

const epsilon = 1e-3;
const channels = 4;
const scale = normals([channels], 2);
const offset = normals([channels], 3);

describe.each(backendNames)('batch normalisation on %s', (backend) => {
  it.each([{ shape: [3, 4, 2, channels] }, { shape: [6, channels] }])('of $shape', async ({ shape }) => {
    const x = normals(shape, 1).map((value) => value * 3 + 5);
    const dy = normals(shape, 4);
    const expected = batchNormalisation(x, scale, offset, epsilon);
    const along = (values: [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>]): Float64Array =>
      batchNormalisation(...values, epsilon).output;
    await onBackend(backend, () => {
      const inputs = [tf.tensor(x, shape), tf.tensor(scale), tf.tensor(offset)];
      const { normalized, mean, variance } = normalizeBatch(
        inputs[0]!,
        inputs[1] as tf.Tensor1D,
        inputs[2] as tf.Tensor1D,
        epsilon,
      );
      expect(normalized.shape).toEqual(shape);
      const values = valuesOf(normalized, mean, variance);
      expect(relativeError(values[0]!, expected.output)).toBeLessThan(1e-5);
      expect(relativeError(values[1]!, expected.mean)).toBeLessThan(1e-6);
      expect(relativeError(values[2]!, expected.unbiasedVariance)).toBeLessThan(1e-5);

      const apply = (...[a, b, c]: tf.Tensor[]): tf.Tensor =>
        normalizeBatch(a!, b as tf.Tensor1D, c as tf.Tensor1D, epsilon).normalized;
      const [dx, dscale, doffset] = gradientsOf(apply, inputs, tf.tensor(dy, shape));
      expect(
        relativeError(
          dx!,
          numericGradient((at) => along([at, scale, offset]), x, dy),
        ),
      ).toBeLessThan(1e-4);
      expect(
        relativeError(
          dscale!,
          numericGradient((at) => along([x, at, offset]), scale, dy),
        ),
      ).toBeLessThan(1e-4);
      expect(
        relativeError(
          doffset!,
          numericGradient((at) => along([x, scale, at]), offset, dy),
        ),
      ).toBeLessThan(1e-4);
    });
  });
});
