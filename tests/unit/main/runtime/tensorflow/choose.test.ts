import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../../src/main/runtime/machine';
import type { NvidiaGpu } from '../../../../../src/main/runtime/nvidia';
import { chooseTensorFlow, type TensorFlowWish } from '../../../../../src/main/runtime/tensorflow/choose';

const plain: Machine = {
  platform: 'linux',
  architecture: 'x64',
  glibc: '2.36',
  node: { version: '24.0.0', napi: '10', executable: '/usr/bin/node', isNode: true },
  gpus: [],
  pip: null,
  python: null,
  compiler: null,
  make: null,
  freeDiskBytes: 100e9,
};

const gpu = (driver: string, computeCapability: string | null): NvidiaGpu => ({
  name: 'NVIDIA Example',
  driver,
  computeCapability,
  memoryMegabytes: 8192,
});

const CPU_WHEEL = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
const CUDA_WHEEL = 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
const ARM_WHEEL = 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl';
const APPLE_WHEEL = 'tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl';

describe('chooseTensorFlow', () => {
  it.each<[string, Partial<Machine>, TensorFlowWish, string | null]>([
    ['Linux without a GPU', {}, 'auto', CPU_WHEEL],
    ['Hopper and a current driver', { gpus: [gpu('550.54.15', '9.0')] }, 'auto', CUDA_WHEEL],
    ['Blackwell', { gpus: [gpu('575.10', '12.0')] }, 'auto', CUDA_WHEEL],
    ['Pascal and the oldest driver that will do', { gpus: [gpu('525.60.13', '6.0')] }, 'auto', CUDA_WHEEL],
    ['a driver too old', { gpus: [gpu('470.82.01', '8.6')] }, 'auto', CPU_WHEEL],
    ['a GPU too old', { gpus: [gpu('550.54.15', '5.2')] }, 'auto', CPU_WHEEL],
    ['a GPU that does not tell its age', { gpus: [gpu('550.54.15', null)] }, 'auto', CPU_WHEEL],
    [
      'an old GPU beside a new one',
      { gpus: [gpu('550.54', '5.2'), gpu('550.54', '8.9')] },
      'auto',
      CUDA_WHEEL,
    ],
    ['a GPU but a small disk', { gpus: [gpu('550.54.15', '9.0')], freeDiskBytes: 5e9 }, 'auto', CPU_WHEEL],
    ['a GPU that is not wanted', { gpus: [gpu('550.54.15', '9.0')] }, 'cpu', CPU_WHEEL],
    ['CUDA wanted without a GPU (to prepare a disk image)', {}, 'cuda', CUDA_WHEEL],
    ['64-bit Arm Linux', { architecture: 'arm64' }, 'auto', ARM_WHEEL],
    ['CUDA wanted on Arm', { architecture: 'arm64' }, 'cuda', null],
    ['Apple silicon', { platform: 'darwin', architecture: 'arm64', glibc: null }, 'auto', APPLE_WHEEL],
    ['Intel Mac', { platform: 'darwin', architecture: 'x64', glibc: null }, 'auto', null],
    ['Windows', { platform: 'win32', glibc: null }, 'auto', null],
    ['Alpine (musl)', { glibc: null }, 'auto', null],
    ['an old distribution', { glibc: '2.17' }, 'auto', null],
    ['the oldest distribution that will do', { glibc: '2.27' }, 'auto', CPU_WHEEL],
  ])('%s', (_name, machine, wish, file) => {
    const choice = chooseTensorFlow({ ...plain, ...machine }, wish);
    expect(choice.kind === 'wheels' ? choice.tensorflow.file : null).toBe(file);
    expect(choice.reason).not.toBe('');
  });

  it('brings the CUDA libraries with the CUDA build, and pins the CPU build to one file', () => {
    const cuda = chooseTensorFlow(plain, 'cuda');
    const cpu = chooseTensorFlow(plain, 'cpu');
    if (cuda.kind === 'none' || cpu.kind === 'none') throw new Error('both are published for this machine');
    expect(cuda.nvidia.map((wheel) => wheel.requirement)).toContain('nvidia-cudnn-cu12>=9.3.0.75,<10.0');
    expect(cuda.nvidia).toHaveLength(12);
    expect(cpu.nvidia).toEqual([]);
    expect(cpu.tensorflow.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(cpu.tensorflow.bytes.least).toBe(cpu.tensorflow.bytes.most);
  });

  it('says which GPU was passed over and what it lacks', () => {
    const choice = chooseTensorFlow({ ...plain, gpus: [gpu('470.82.01', '3.7')] });
    expect(choice.reason).toContain('driver 470.82.01, compute capability 3.7');
  });

  it('says what would help where there is nothing', () => {
    const choice = chooseTensorFlow({ ...plain, platform: 'win32', glibc: null });
    expect(choice).toMatchObject({ kind: 'none', remedy: 'Facet under WSL (Linux) can use it.' });
  });
});
