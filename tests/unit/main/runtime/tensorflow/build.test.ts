import { describe, expect, it } from 'vitest';
import { libraryNames, placeNvidia, placeTensorFlow } from '../../../../../src/main/runtime/tensorflow/build';

describe('placeTensorFlow', () => {
  it('keeps the libraries and the few headers that the binding includes', () => {
    for (const name of libraryNames()) expect(placeTensorFlow(`tensorflow/${name}`)).toBe(`deps/lib/${name}`);
    for (const header of [
      'tensorflow/c/eager/c_api.h',
      'tsl/platform/ctstring_internal.h',
      'xla/tsl/c/tsl_status.h',
    ]) {
      expect(placeTensorFlow(`tensorflow/include/${header}`)).toBe(`deps/include/${header}`);
    }
  });

  it.each([
    'tensorflow/python/_pywrap_tensorflow.so',
    'tensorflow/include/Eigen/Core',
    'tensorflow/include/tensorflow/core/kernels/conv_ops.h',
    'tensorflow/include/tensorflow/c/../../../../../etc/passwd',
  ])('leaves out %s', (path) => {
    expect(placeTensorFlow(path)).toBeNull();
  });
});

describe('placeNvidia', () => {
  it.each([
    ['nvidia/cudnn/lib/libcudnn.so.9', 'deps/nvidia/cudnn/lib/libcudnn.so.9'],
    ['nvidia/cuda_nvcc/bin/ptxas', 'deps/nvidia/cuda_nvcc/bin/ptxas'],
    [
      'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
      'deps/nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
    ],
    ['nvidia/cudnn/lib/__init__.py', null],
    ['nvidia/cudnn/include/cudnn.h', null],
    ['nvidia_cudnn_cu12-9.3.dist-info/RECORD', null],
  ])('%s → %s', (path, expected) => {
    expect(placeNvidia(path)).toBe(expected);
  });
});
