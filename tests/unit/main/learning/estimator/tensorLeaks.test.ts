import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { backendNames, onBackend } from '../backends/startedBackends';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { recordingSession, temporaryRunFolder } from './runFolder';

const studio = presetConfiguration('studio', mtflTemplate);
const configurations: Readonly<Record<string, RunConfiguration>> = {
  // As small as it goes: batch normalisation, dropout, augmentation and all five heads are there.
  studio: { ...studio, input: { ...studio.input, sizePx: 16 }, batchSize: 2, checkpointEverySteps: 40 },
  tutorial: tinyConfiguration({ checkpointEverySteps: 40 }),
};

const held = (): { tensors: number; buffers: number; bytes: number } => {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { tensors: numTensors, buffers: numDataBuffers, bytes: numBytes };
};

describe.each(backendNames)('tensors on %s', (backend) => {
  it.each(Object.keys(configurations))(
    'are as many after each of 200 steps with validations, and none are left at the end (%s)',
    async (network) => {
      const configuration = { ...configurations[network]!, duration: { steps: 200 } };
      const { scheme, attributes } = context;
      const [training, validation] = [20, 6].map((count) => tinyFaces(count, configuration));
      await onBackend(backend, async () => {
        const before = held();
        const counts: ReturnType<typeof held>[] = [];
        let validations = 0;
        const estimator = new Estimator({ configuration, scheme, attributes }, temporaryRunFolder());
        await estimator.train(
          { training: training!, validation: validation!, resume: false },
          {
            signal: new AbortController().signal,
            report: (event) => {
              if (event.type === 'validated') validations += 1;
              if (event.type === 'step') counts.push(held());
            },
          },
        );
        expect(validations).toBe(5);
        expect(counts).toHaveLength(200);
        // With half of the run, averages of the weights come to them, where the configuration wants some.
        counts.forEach((count, index) => expect(count).toEqual(counts[index < 100 ? 0 : 199]));
        expect(held()).toEqual(before);
      });
    },
    600_000,
  );

  it('are as many after each of many evaluations and predictions, and none are left of the estimator', async () => {
    const configuration = tinyConfiguration({ duration: { steps: 1 } });
    const { scheme, attributes } = context;
    const faces = tinyFaces(10, configuration);
    await onBackend(backend, async () => {
      const before = held();
      const estimator = new Estimator({ configuration, scheme, attributes }, temporaryRunFolder());
      await estimator.train({ training: faces, validation: null, resume: false }, recordingSession());
      await estimator.predict(faces, 'newest', recordingSession());
      const warm = held();
      expect(warm.tensors).toBeGreaterThan(before.tensors);
      for (let round = 0; round < 25; round += 1) {
        await estimator.evaluate(faces, 'newest', recordingSession());
        await estimator.predict(faces, 'newest', recordingSession());
        expect(held()).toEqual(warm);
      }
      estimator.dispose();
      expect(held()).toEqual(before);
    });
  });

  it('are none left of a training that failed, or of a checkpoint that could not be used', async () => {
    const configuration = tinyConfiguration({
      optimizer: { ...studio.optimizer, learningRate: 1e30, schedule: { kind: 'constant' } },
      checkpointEverySteps: 100,
    });
    const { scheme, attributes } = context;
    const faces = tinyFaces(10, configuration);
    await onBackend(backend, async () => {
      const before = held();
      const folder = temporaryRunFolder();
      const estimator = new Estimator({ configuration, scheme, attributes }, folder);
      await expect(
        estimator.train({ training: faces, validation: null, resume: false }, recordingSession()),
      ).rejects.toMatchObject({ code: 'loss-not-finite' });
      expect(held()).toEqual(before);
      await expect(estimator.predict(faces, 'newest', recordingSession())).rejects.toMatchObject({
        code: 'checkpoint-missing',
      });
      const good = new Estimator({ configuration: tinyConfiguration(), scheme, attributes }, folder);
      await good.train({ training: faces, validation: null, resume: false }, recordingSession(1));
      const heads = configuration.heads.slice(0, 1);
      const other = new Estimator({ configuration: { ...configuration, heads }, scheme, attributes }, folder);
      await expect(other.predict(faces, 'newest', recordingSession())).rejects.toMatchObject({
        code: 'checkpoint-of-another-model',
      });
      expect(held()).toEqual(before);
    });
  });
});
