import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readModelFile } from '../../../../src/main/finding/modelFile';
import { readMeshModelFile } from '../../../../src/main/learning/teacher/meshModelFile';
import { readTfliteModel } from '../../../../src/main/tflite/model';
import { TfliteNetwork } from '../../../../src/main/tflite/network';
import { openTflite } from '../../../../src/main/tflite/openTflite';
import { backendNames, onBackend } from '../learning/backends/startedBackends';

const networks = [
  { name: 'the finder’s network', read: readModelFile, sizes: [192, 384] },
  { name: 'the face mesh', read: readMeshModelFile, sizes: [192] },
];

describe.each(backendNames)('a network that is opened, on %s', (backend) => {
  it.each(networks)('answers as operation by operation: $name', ({ read, sizes }) =>
    onBackend(backend, () => {
      const before = tf.memory().numTensors;
      const model = readTfliteModel(read());
      const [plain, opened] = [new TfliteNetwork(model), openTflite(model)];
      // A size that was asked for before has its session already.
      for (const side of [...sizes, sizes[0]!]) {
        for (const rows of [1, 3]) {
          const images = tf.randomUniform<tf.Rank.R4>([rows, side, side, 3], -1, 1, 'float32', side + rows);
          const [wanted, answered] = [plain.run(images), opened.run(images)];
          expect(answered.map(({ shape }) => shape)).toEqual(wanted.map(({ shape }) => shape));
          for (const [index, tensor] of wanted.entries()) {
            const [values, others] = [tensor.dataSync<'float32'>(), answered[index]!.dataSync<'float32'>()];
            const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
            const off = values.reduce((most, value, at) => Math.max(most, Math.abs(value - others[at]!)), 0);
            expect(off / largest).toBeLessThan(1e-5);
          }
          tf.dispose([images, ...wanted, ...answered]);
        }
      }
      plain.dispose();
      opened.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }),
  );
});
