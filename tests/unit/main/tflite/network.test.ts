import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { readModelFile } from '../../../../src/main/finding/modelFile';
import { readTfliteModel } from '../../../../src/main/tflite/model';
import { TfliteNetwork } from '../../../../src/main/tflite/network';
import { startBackend } from '../../../../src/main/learning/backends/start';

beforeAll(() => startBackend('wasm'));

it('lets what a layer answered go once no later one needs it, and keeps nothing but its outputs', async () => {
  const network = new TfliteNetwork(readTfliteModel(readModelFile()));
  const input = tf.zeros<tf.Rank.R4>([2, 192, 192, 3]);
  const before = tf.memory();
  let outputs: tf.Tensor[] = [];
  const { peakBytes, kernels } = await tf.profile(() => (outputs = network.run(input)));
  expect(tf.memory().numTensors).toBe(before.numTensors + outputs.length);
  const made = kernels.reduce((sum, { bytesAdded }) => sum + bytesAdded, 0);
  expect(peakBytes - before.numBytes).toBeLessThan(made / 4);
  expect(outputs.map(({ shape }) => shape)).toEqual([
    [2, 2304, 16],
    [2, 2304, 1],
  ]);
  expect((await outputs[1]!.data()).every(Number.isFinite)).toBe(true);
  tf.dispose([input, ...outputs]);
  network.dispose();
});
