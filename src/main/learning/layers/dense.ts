import * as tf from '@tensorflow/tfjs-core';
import type { ParameterSpec, ParameterView } from '../parameters';

/** The parameters of a fully connected layer: `name/weights` [inputs, outputs] and `name/bias` [outputs]. */
export function denseParameters(
  name: string,
  inputs: number,
  outputs: number,
  initializer: ParameterSpec['initializer'],
  options: { readonly bias: boolean } = { bias: true },
): ParameterSpec[] {
  const weights: ParameterSpec = {
    name: `${name}/weights`,
    shape: [inputs, outputs],
    initializer,
    kind: 'trainable',
  };
  const bias: ParameterSpec = {
    name: `${name}/bias`,
    shape: [outputs],
    initializer: 'zeros',
    kind: 'trainable',
  };
  return options.bias ? [weights, bias] : [weights];
}

/** Without its bias: [n, inputs] → [n, outputs]. */
export function dense(values: tf.Tensor2D, view: ParameterView, name: string): tf.Tensor2D {
  return tf.matMul(values, view.get(`${name}/weights`) as tf.Tensor2D);
}

/** A head's layer, `values·weights + bias`: [n, inputs] → [n, outputs]. */
export function denseWithBias(values: tf.Tensor2D, view: ParameterView, name: string): tf.Tensor2D {
  return tf.add(dense(values, view, name), view.get(`${name}/bias`));
}
