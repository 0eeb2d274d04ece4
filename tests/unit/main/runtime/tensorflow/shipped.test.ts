import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseTensorFlow, type TensorFlowWheels } from '../../../../../src/main/runtime/tensorflow/choose';
import { shipTensorFlow } from '../../../../../src/main/runtime/tensorflow/ship';
import { readShipped, SHIPPED_NAME, withPins } from '../../../../../src/main/runtime/tensorflow/shipped';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { aMachine } from './aMachine';

const address = 'https://mirror.example/wheels/';
const arm = chooseTensorFlow(aMachine({ architecture: 'arm64' })) as TensorFlowWheels;
const pin = { bytes: 200_000_000, sha256: 'ab'.repeat(32) };

function ship(pins: unknown = {}): { readonly folder: string; readonly binding: string } {
  const binding = join(temporaryFolder(), 'tfjs_binding.node');
  writeFileSync(binding, 'native');
  const folder = join(temporaryFolder(), 'tensorflow');
  shipTensorFlow(folder, { address, pins: JSON.stringify(pins) }, { bindingFile: binding });
  return { folder, binding };
}

describe('what a package ships', () => {
  it('is found again: the binding, the address and the pins', () => {
    const { folder } = ship({ [arm.tensorflow.file!]: pin });
    const shipped = readShipped(folder, {});
    expect(shipped).toMatchObject({ address, pins: { [arm.tensorflow.file!]: pin } });
    expect(readFileSync(shipped.bindingFile!, 'utf8')).toBe('native');
  });

  it('may have no binding, and no address', () => {
    const folder = join(temporaryFolder(), 'tensorflow');
    shipTensorFlow(folder, {}, null);
    expect(readShipped(folder, {})).toEqual({ bindingFile: null, address: null, pins: {} });
  });

  it('is written only with settings that mean something', () => {
    const folder = join(temporaryFolder(), 'tensorflow');
    for (const settings of [
      { address: 'ftp://mirror/' },
      { address: 'https://me:secret@mirror.example/' },
      { pins: '{"a.whl":{"bytes":1}}' },
      { pins: '{"a.whl":{"bytes":1,"sha256":"abc"}}' },
    ]) {
      expect(() => shipTensorFlow(folder, settings, null)).toThrow();
    }
  });

  it('is not used where it was made for another machine or another binding', () => {
    for (const change of [{ target: 'other-cpu' }, { bindingVersion: '0.0.0' }]) {
      const { folder } = ship();
      const file = join(folder, SHIPPED_NAME);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
      expect(readShipped(folder, {})).toMatchObject({ bindingFile: null, address });
    }
  });

  it('is nothing where there is none, or where it is spoilt', () => {
    const { folder } = ship();
    writeFileSync(join(folder, SHIPPED_NAME), '{');
    for (const place of [null, folder, '/nowhere']) {
      expect(readShipped(place, {})).toEqual({ bindingFile: null, address: null, pins: {} });
    }
  });

  it('gives way to the address that a person sets, if it is one', () => {
    const { folder } = ship();
    const own = 'http://127.0.0.1:8000/tf.whl';
    expect(readShipped(folder, { FACET_TENSORFLOW_ADDRESS: own }).address).toBe(own);
    expect(readShipped(null, { FACET_TENSORFLOW_ADDRESS: own }).address).toBe(own);
    expect(readShipped(folder, { FACET_TENSORFLOW_ADDRESS: '/tmp/tf.whl' }).address).toBe(address);
  });
});

describe('withPins', () => {
  it('pins what the sources do not, and nothing else', () => {
    const shipped = { bindingFile: null, address, pins: { [arm.tensorflow.file!]: pin } };
    expect(withPins(arm, shipped).tensorflow).toMatchObject({
      sha256: pin.sha256,
      bytes: { least: pin.bytes, most: pin.bytes },
    });
    const cpu = chooseTensorFlow(aMachine()) as TensorFlowWheels;
    expect(withPins(cpu, { ...shipped, pins: { [cpu.tensorflow.file!]: pin } })).toBe(cpu);
    expect(withPins(arm, { ...shipped, pins: {} })).toBe(arm);
  });
});
