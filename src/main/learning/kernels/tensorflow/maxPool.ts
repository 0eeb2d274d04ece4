import type { KernelConfig, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { maxPoolGradKernel, maxPoolKernel } from '../maxPool';
import { floatType, type OperationAttribute, type TensorFlowBackend } from './tensorflowBackend';

interface Pooling {
  forward(native: TensorFlowBackend, x: TensorInfo): TensorInfo[];
  backward(native: TensorFlowBackend, inputs: NamedTensorInfoMap): TensorInfo;
}

/** Chosen by trying once: oneDNN's kernels are in TensorFlow's x86 builds, and run on the CPU only. */
export function maxPoolKernels(native: TensorFlowBackend): KernelConfig[] {
  const pooling = hasOneDnn(native) ? oneDnnPooling : stockPooling;
  return [
    {
      kernelName: maxPoolKernel,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs, backend }) => pooling.forward(backend as TensorFlowBackend, inputs['x']!),
    },
    {
      kernelName: maxPoolGradKernel,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs, backend }) => pooling.backward(backend as TensorFlowBackend, inputs),
    },
  ];
}

/** oneDNN remembers in its workspace where each maximum was: a tenth of the time of TensorFlow's gradient. */
const oneDnnPooling: Pooling = {
  forward: (native, x) =>
    native.executeMultipleOutputs('_MklNativeMaxPool', oneDnnAttributes(native), [x], 2),
  backward: (native, { x, y, dy, choice }) =>
    native.executeSingleOutput('_MklNativeMaxPoolGrad', oneDnnAttributes(native), [x!, y!, dy!, choice!]),
};

const stockPooling: Pooling = {
  forward(native, x) {
    const y = native.executeSingleOutput('MaxPool', attributes(native), [x]);
    return [y, tf.scalar(0)];
  },
  backward: (native, { x, y, dy }) =>
    native.executeSingleOutput('MaxPoolGrad', attributes(native), [x!, y!, dy!]),
};

function hasOneDnn(native: TensorFlowBackend): boolean {
  if (native.binding.isUsingGpuDevice()) return false;
  return tf.tidy(() => {
    try {
      oneDnnPooling.forward(native, tf.zeros([1, 2, 2, 1]));
      return true;
    } catch {
      return false;
    }
  });
}

function attributes(native: TensorFlowBackend): OperationAttribute[] {
  const { TF_ATTR_INT, TF_ATTR_STRING } = native.binding;
  return [
    floatType(native),
    { name: 'ksize', type: TF_ATTR_INT, value: [1, 2, 2, 1] },
    { name: 'strides', type: TF_ATTR_INT, value: [1, 2, 2, 1] },
    { name: 'padding', type: TF_ATTR_STRING, value: 'VALID' },
    { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' },
  ];
}

function oneDnnAttributes(native: TensorFlowBackend): OperationAttribute[] {
  return [
    ...attributes(native),
    { name: 'explicit_paddings', type: native.binding.TF_ATTR_INT, value: [] },
    { name: 'workspace_enabled', type: native.binding.TF_ATTR_BOOL, value: true },
    // The label under which TensorFlow registers oneDNN's kernels that take plain tensors.
    { name: '_kernel', type: native.binding.TF_ATTR_STRING, value: 'MklNameChangeOp' },
  ];
}
