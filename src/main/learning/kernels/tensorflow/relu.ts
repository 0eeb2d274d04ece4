import type { KernelConfig } from '@tensorflow/tfjs-core';
import { biasGradKernel, biasReluKernel, reluGradKernel } from '../relu';
import { floatType, type TensorFlowBackend } from './tensorflowBackend';

const backendName = 'tensorflow';

export const reluKernels: KernelConfig[] = [
  {
    kernelName: reluGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const native = backend as TensorFlowBackend;
      return native.executeSingleOutput('ReluGrad', [floatType(native)], [inputs['dy']!, inputs['y']!]);
    },
  },
  {
    kernelName: biasReluKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const native = backend as TensorFlowBackend;
      const type = [floatType(native)];
      const sum = native.executeSingleOutput('BiasAdd', type, [inputs['x']!, inputs['bias']!]);
      const output = native.executeSingleOutput('Relu', type, [sum]);
      sum.dispose();
      return output;
    },
  },
  {
    kernelName: biasGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const native = backend as TensorFlowBackend;
      return native.executeSingleOutput('BiasAddGrad', [floatType(native)], [inputs['dy']!]);
    },
  },
];
