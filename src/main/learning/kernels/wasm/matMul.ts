import * as tf from '@tensorflow/tfjs-core';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The backend's own kernel multiplies fast only what needs no transposing, and the gradients of a dense layer
 * do: transposing first is cheaper.
 */
export function matMulOfTransposed(stock: tf.KernelConfig): tf.KernelConfig {
  return {
    ...stock,
    kernelFunc: (call) => {
      const { transposeA, transposeB } = call.attrs as unknown as MatMulAttributes;
      if (!transposeA && !transposeB) return stock.kernelFunc(call);
      return tf.tidy(() => {
        const a = call.inputs['a'] as tf.Tensor;
        const b = call.inputs['b'] as tf.Tensor;
        return tf.matMul(transposeA ? swapped(a) : a, transposeB ? swapped(b) : b);
      });
    },
  };
}

function swapped(matrices: tf.Tensor): tf.Tensor {
  const axes = matrices.shape.map((_, axis) => axis);
  const [row, column] = axes.splice(-2);
  return tf.transpose(matrices, [...axes, column!, row!]);
}
