import * as tf from '@tensorflow/tfjs-core';
import type { ParameterSpec, ParameterView } from '../parameters';

export interface ConvolutionOptions {
  readonly initializer: ParameterSpec['initializer'];
  readonly bias: boolean;
}

/** The parameters of a square convolution: `name/weights` [window, window, inputs, outputs], `name/bias`. */
export function convolutionParameters(
  name: string,
  windowPx: number,
  inputs: number,
  outputs: number,
  options: ConvolutionOptions,
): ParameterSpec[] {
  const weights: ParameterSpec = {
    name: `${name}/weights`,
    shape: [windowPx, windowPx, inputs, outputs],
    initializer: options.initializer,
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

/** Stride 1, 'same' padding, without its bias: [n, h, w, inputs] → [n, h, w, outputs]. */
export function convolution(maps: tf.Tensor4D, view: ParameterView, name: string): tf.Tensor4D {
  return tf.conv2d(maps, view.get(`${name}/weights`) as tf.Tensor4D, 1, 'same');
}
