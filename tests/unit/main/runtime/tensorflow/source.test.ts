import { describe, expect, it } from 'vitest';
import { chooseTensorFlow, type TensorFlowWheels } from '../../../../../src/main/runtime/tensorflow/choose';
import { obstacleOf, requireSource, wheelSource } from '../../../../../src/main/runtime/tensorflow/source';
import { aMachine, bare, hopper } from './aMachine';

const cpu = chooseTensorFlow(aMachine(), 'cpu') as TensorFlowWheels;
const cuda = chooseTensorFlow(aMachine({ gpus: [hopper] })) as TensorFlowWheels;
const shipped = {
  bindingFile: '/app/tfjs_binding.node',
  address: 'https://mirror.example/wheels/',
  pins: {},
};
const nothing = { bindingFile: null, address: null, pins: {} };

describe('wheelSource', () => {
  it('is the application itself where it knows an address and the file’s hash', () => {
    expect(wheelSource(cpu, aMachine(bare), shipped)).toEqual({
      by: 'http',
      address: `https://mirror.example/wheels/${cpu.tensorflow.file}`,
    });
    const whole = { ...shipped, address: 'https://mirror.example/tf.whl?download' };
    expect(wheelSource(cpu, aMachine(bare), whole)).toMatchObject({ address: whole.address });
  });

  it('is never the application itself for what has no pinned hash', () => {
    const unpinned = { ...cpu, tensorflow: { ...cpu.tensorflow, sha256: null } };
    expect(wheelSource(unpinned, aMachine(bare), shipped)).toBeNull();
    expect(wheelSource(unpinned, aMachine(), shipped)).toMatchObject({ by: 'pip' });
    expect(wheelSource(cuda, aMachine({ gpus: [hopper] }), shipped)).toMatchObject({ by: 'pip' });
  });

  it('is pip where no address is known', () => {
    expect(wheelSource(cpu, aMachine(), nothing)).toEqual({ by: 'pip', pip: ['/usr/bin/pip3'] });
  });
});

describe('obstacleOf', () => {
  it('needs neither pip nor a compiler for a packaged application', () => {
    expect(obstacleOf(cpu, aMachine(bare), shipped)).toBeNull();
    expect(requireSource(cpu, aMachine(bare), shipped)).toMatchObject({ by: 'http' });
  });

  it('names every tool that is missing', () => {
    const machine = aMachine({ pip: null, python: null, compiler: null, make: null });
    expect(obstacleOf(cpu, machine, nothing)).toMatchObject({
      code: 'tools-missing',
      message: 'pip, python3, a C++ compiler (g++ or clang++), make are not installed',
    });
    expect(obstacleOf(cpu, aMachine({ make: null }), nothing)?.message).toBe('make is not installed');
    expect(() => requireSource(cpu, machine, nothing)).toThrow(/pip, python3/);
  });

  it('builds nothing with a program that is not Node', () => {
    const withTools = aMachine({ node: bare.node! });
    expect(obstacleOf(cpu, withTools, { ...shipped, bindingFile: null })).toMatchObject({
      code: 'tools-missing',
      message: expect.stringContaining('the binding to TensorFlow'),
    });
  });

  it('says how much room is missing', () => {
    expect(obstacleOf(cpu, aMachine({ freeDiskBytes: 1e9 }), shipped)).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('1.0 GB of free disk, TensorFlow needs 1.5 GB'),
    });
  });
});
