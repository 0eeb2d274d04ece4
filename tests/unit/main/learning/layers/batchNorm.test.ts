import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  batchNormParameters,
  normalizedConvolution,
  normalizedDense,
} from '../../../../../src/main/learning/layers/batchNorm';
import { backendNames, onBackend } from '../backends/startedBackends';
import { normals, relativeError } from '../kernels/arrays';
import { batchNormalisation, maxPooling } from '../kernels/references';
import { viewOf } from './view';

const epsilon = 1e-5;
const [count, size, inputs, outputs] = [3, 4, 2, 5];
const images = normals([count, size, size, inputs], 1);
const weights = normals([3, 3, inputs, outputs], 2);
/** Of both signs: pooling before a scale that turns the order around must still be right. */
const scale = Float32Array.of(1.5, -0.7, 0.2, -2, 1);
const offset = Float32Array.of(0.1, 0.3, -0.5, 1, 0);
const mean = Float32Array.of(0.2, -0.4, 1, 0, 2);
const variance = Float32Array.of(2, 0.5, 9, 4, 1);

const parametersOf = (name: string, layer: tf.Tensor): Record<string, tf.Tensor> => ({
  [`${name}/weights`]: layer,
  [`${name}/scale`]: tf.tensor1d(scale),
  [`${name}/offset`]: tf.tensor1d(offset),
  [`${name}/mean`]: tf.tensor1d(mean),
  [`${name}/variance`]: tf.tensor1d(variance),
});
const relu = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Math.max(0, value));
/** Normalised by the moving averages, the plain way. */
const byAverages = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(Array.from(values), (value, index) => {
    const channel = index % outputs;
    return (
      ((value - mean[channel]!) / Math.sqrt(variance[channel]! + epsilon)) * scale[channel]! +
      offset[channel]!
    );
  });
/** The larger of each window, by the reference of the pooling kernel. */
const pooled = (values: Float64Array): Float64Array =>
  maxPooling(Float32Array.from(values), [count, size, size, outputs], new Float32Array(values.length)).output;

it('batchNormParameters start as the identity, with averages that are not trained', () => {
  expect(
    batchNormParameters('conv', 7).map(({ name, shape, initializer, kind }) => [
      name,
      shape,
      initializer,
      kind,
    ]),
  ).toEqual([
    ['conv/scale', [7], 'ones', 'trainable'],
    ['conv/offset', [7], 'zeros', 'trainable'],
    ['conv/mean', [7], 'zeros', 'state'],
    ['conv/variance', [7], 'ones', 'state'],
  ]);
});

describe.each(backendNames)('a normalised convolution on %s', (backend) => {
  it.each([false, true])('in training goes by the batch and records it (pooling: %s)', async (pool) => {
    await onBackend(backend, () =>
      tf.tidy(() => {
        const maps = tf.tensor4d(images, [count, size, size, inputs]);
        const filter = tf.tensor4d(weights, [3, 3, inputs, outputs]);
        const plain = tf.conv2d(maps, filter, 1, 'same').dataSync();
        const expected = batchNormalisation(plain, scale, offset, epsilon);
        const view = viewOf(parametersOf('conv', filter));
        const actual = normalizedConvolution(maps, view, 'conv', { training: true, pool }).dataSync();
        expect(relativeError(actual, relu(pool ? pooled(expected.output) : expected.output))).toBeLessThan(
          1e-5,
        );
        expect(relativeError(view.recordedValues.get('conv/mean')!, expected.mean)).toBeLessThan(1e-5);
        expect(
          relativeError(view.recordedValues.get('conv/variance')!, expected.unbiasedVariance),
        ).toBeLessThan(1e-5);
      }),
    );
  });

  it.each([false, true])('in inference goes by the moving averages alone (pooling: %s)', async (pool) => {
    await onBackend(backend, () =>
      tf.tidy(() => {
        const maps = tf.tensor4d(images, [count, size, size, inputs]);
        const filter = tf.tensor4d(weights, [3, 3, inputs, outputs]);
        const expected = byAverages(tf.conv2d(maps, filter, 1, 'same').dataSync());
        const view = viewOf(parametersOf('conv', filter));
        const layer = (of: tf.Tensor4D): tf.Tensor4D =>
          normalizedConvolution(of, view, 'conv', { training: false, pool });
        const actual = layer(maps).dataSync();
        expect(relativeError(actual, relu(pool ? pooled(expected) : expected))).toBeLessThan(1e-5);
        expect(view.recordedValues.size).toBe(0);
        // A face's answer does not depend on which others are in its batch.
        const alone = layer(tf.slice(maps, [1, 0, 0, 0], [1, size, size, inputs])).dataSync();
        expect(
          relativeError(alone, actual.slice(actual.length / count, (2 * actual.length) / count)),
        ).toBeLessThan(1e-6);
      }),
    );
  });
});

describe.each(backendNames)('a normalised dense layer on %s', (backend) => {
  const features = normals([6, 8], 3);
  const matrix = normals([8, outputs], 4);

  it('goes by the batch in training and by the moving averages in inference', async () => {
    await onBackend(backend, () =>
      tf.tidy(() => {
        const values = tf.tensor2d(features, [6, 8]);
        const filter = tf.tensor2d(matrix, [8, outputs]);
        const plain = tf.matMul(values, filter).dataSync();
        const view = viewOf(parametersOf('dense', filter));
        const trained = normalizedDense(values, view, 'dense', { training: true }).dataSync();
        const expected = batchNormalisation(plain, scale, offset, epsilon);
        expect(relativeError(trained, relu(expected.output))).toBeLessThan(1e-5);
        expect(relativeError(view.recordedValues.get('dense/mean')!, expected.mean)).toBeLessThan(1e-5);
        const inferred = normalizedDense(values, view, 'dense', { training: false }).dataSync();
        expect(relativeError(inferred, relu(byAverages(plain)))).toBeLessThan(1e-5);
      }),
    );
  });
});
