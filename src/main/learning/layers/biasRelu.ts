import type * as tf from '@tensorflow/tfjs-core';
import { biasRelu } from '../kernels/relu';
import type { ParameterView } from '../parameters';

/** max(0, values + bias), the bias `name/bias` along the last axis. */
export function addBiasAndRelu<Values extends tf.Tensor>(
  values: Values,
  view: ParameterView,
  name: string,
): Values {
  return biasRelu(values, view.get(`${name}/bias`) as tf.Tensor1D);
}
