import * as tf from '@tensorflow/tfjs-core';
import { normalizeBatch } from '../kernels/batchNorm';
import { biasRelu } from '../kernels/relu';
import type { DerivedParameters, ParameterSpec, ParameterView } from '../parameters';
import { maxPool } from './maxPool';
import { normalizationEpsilon as epsilon } from './normalization';

/** `name/scale`, `name/offset` and the moving `name/mean`, `name/variance`, each [channels]. */
export function batchNormParameters(name: string, channels: number): ParameterSpec[] {
  const shape = [channels];
  return [
    { name: `${name}/scale`, shape, initializer: 'ones', kind: 'trainable' },
    { name: `${name}/offset`, shape, initializer: 'zeros', kind: 'trainable' },
    { name: `${name}/mean`, shape, initializer: 'zeros', kind: 'state' },
    { name: `${name}/variance`, shape, initializer: 'ones', kind: 'state' },
  ];
}

/**
 * A convolution without bias, batch normalisation over all but the last axis (Ioffe and Szegedy 2015), an
 * optional pooling, ReLU. In training it normalises by the batch and records its mean and unbiased variance;
 * in inference the moving averages are folded into the weights, which are far fewer than the activations.
 *
 * @param pool Applied before the ReLU, which commutes with it and then has a quarter of the work.
 */
export function normalizedConvolution(
  maps: tf.Tensor4D,
  view: ParameterView,
  name: string,
  options: { readonly training: boolean; readonly pool: boolean },
): tf.Tensor4D {
  const pooled = options.pool ? maxPool : (values: tf.Tensor4D) => values;
  if (options.training) {
    const weights = view.get(`${name}/weights`) as tf.Tensor4D;
    return tf.relu(pooled(normalizeAndRecord(tf.conv2d(maps, weights, 1, 'same'), view, name)));
  }
  const { weights, bias } = foldedAverages(view, name);
  return biasRelu(pooled(tf.conv2d(maps, weights as tf.Tensor4D, 1, 'same')), bias);
}

/** The same for a dense layer without bias. */
export function normalizedDense(
  values: tf.Tensor2D,
  view: ParameterView,
  name: string,
  options: { readonly training: boolean },
): tf.Tensor2D {
  if (options.training) {
    const weights = view.get(`${name}/weights`) as tf.Tensor2D;
    return tf.relu(normalizeAndRecord(tf.matMul(values, weights), view, name));
  }
  const { weights, bias } = foldedAverages(view, name);
  return biasRelu(tf.matMul(values, weights as tf.Tensor2D), bias);
}

function normalizeAndRecord<Values extends tf.Tensor>(
  values: Values,
  view: ParameterView,
  name: string,
): Values {
  const scale = view.get(`${name}/scale`) as tf.Tensor1D;
  const offset = view.get(`${name}/offset`) as tf.Tensor1D;
  const { normalized, mean, variance } = normalizeBatch(values, scale, offset, epsilon);
  view.record(`${name}/mean`, mean);
  view.record(`${name}/variance`, variance);
  return normalized;
}

/** scale·(weights·x − mean)/√(variance + ε) + offset as weights'·x + bias. */
function foldedAverages(view: ParameterView, name: string): DerivedParameters {
  return view.derived(name, () => {
    const deviation = tf.sqrt(tf.add(view.get(`${name}/variance`), epsilon));
    const factor = tf.div<tf.Tensor1D>(view.get(`${name}/scale`), deviation);
    const shift = tf.mul(view.get(`${name}/mean`), factor);
    return {
      weights: tf.mul(view.get(`${name}/weights`), factor),
      bias: tf.sub<tf.Tensor1D>(view.get(`${name}/offset`), shift),
    };
  });
}
