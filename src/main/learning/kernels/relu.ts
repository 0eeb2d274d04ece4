import * as tf from '@tensorflow/tfjs-core';

/** {dy, y} → dy where y > 0, else 0. tfjs composes it of five operations. */
export const reluGradKernel = 'ReluGrad';
/** {x, bias} → max(0, x + bias), the bias along the last axis. */
export const biasReluKernel = 'BiasRelu';
/** {dy} → its sum over all but the last axis. */
export const biasGradKernel = 'BiasGrad';

export function biasRelu<Values extends tf.Tensor>(values: Values, bias: tf.Tensor1D): Values {
  return tf.engine().runKernel(biasReluKernel, { x: values, bias });
}

function reluGrad(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return tf.engine().runKernel(reluGradKernel, { dy, y });
}

export const reluGradient: tf.GradConfig = {
  kernelName: 'Relu',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({ x: () => reluGrad(dy as tf.Tensor, y!) }),
};

export const biasReluGradient: tf.GradConfig = {
  kernelName: biasReluKernel,
  outputsToSave: [true],
  gradFunc: (dy, [y]) => {
    // Both inputs' gradients need it, and the backward pass keeps it until its end anyway.
    const dx = reluGrad(dy as tf.Tensor, y!);
    return { x: () => dx, bias: () => tf.engine().runKernel(biasGradKernel, { dy: dx }) };
  },
};
