import * as tf from '@tensorflow/tfjs-core';
import { batchNormGradKernel, batchNormKernel, type BatchNormAttributes } from '../batchNorm';
import { floatType, type OperationAttribute, type TensorFlowBackend } from './tensorflowBackend';

const backendName = 'tensorflow';

export const batchNormKernels: tf.KernelConfig[] = [
  {
    kernelName: batchNormKernel,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const native = backend as TensorFlowBackend;
      const x = inputs['x'] as tf.Tensor;
      return tf.tidy(() => {
        const none = tf.tensor1d([], 'float32');
        const [normalized, mean, variance, saved0, saved1] = native.executeMultipleOutputs(
          'FusedBatchNormV3',
          attributes(native, attrs as BatchNormAttributes),
          [fourDimensional(x), inputs['scale']!, inputs['offset']!, none, none],
          6,
        );
        return [tf.reshape(normalized!, x.shape), mean!, variance!, saved0!, saved1!];
      });
    },
  },
  {
    kernelName: batchNormGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const native = backend as TensorFlowBackend;
      const x = inputs['x'] as tf.Tensor;
      const { scale, saved0, saved1 } = inputs;
      return tf.tidy(() => {
        const reserved = tf.tensor1d([], 'float32'); // Only cuDNN's kernel for half precision reads it.
        const [dx, dscale, doffset] = native.executeMultipleOutputs(
          'FusedBatchNormGradV3',
          attributes(native, attrs as BatchNormAttributes),
          [
            fourDimensional(inputs['dy'] as tf.Tensor),
            fourDimensional(x),
            scale!,
            saved0!,
            saved1!,
            reserved,
          ],
          5,
        );
        return [tf.reshape(dx!, x.shape), dscale!, doffset!];
      });
    },
  },
];

/** `FusedBatchNormV3` wants four dimensions; a dense layer's [n, width] is [n, 1, 1, width] to it. */
function fourDimensional(values: tf.Tensor): tf.Tensor {
  return values.rank === 4 ? values : tf.reshape(values, [values.shape[0]!, 1, 1, values.shape[1]!]);
}

function attributes(native: TensorFlowBackend, { epsilon }: BatchNormAttributes): OperationAttribute[] {
  const { TF_ATTR_TYPE, TF_ATTR_FLOAT, TF_ATTR_STRING, TF_ATTR_BOOL, TF_FLOAT } = native.binding;
  return [
    floatType(native),
    { name: 'U', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'epsilon', type: TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: TF_ATTR_BOOL, value: true },
  ];
}
