import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { Trainer } from '../../../../../src/main/learning/estimator/trainingStep';
import { Model } from '../../../../../src/main/learning/model';
import { backendNames, onBackend } from '../backends/startedBackends';
import { stepCase } from '../backends/wholeStep';
import { context } from '../pipeline/tinyRun';

/** With batch normalisation, dropout and weight decay, none of which may touch a trunk that is frozen. */
const { teacher: _teacher, ...studio } = presetConfiguration('studio', context);
const configuration = {
  ...studio,
  input: { ...studio.input, sizePx: 16 },
  optimizer: { ...studio.optimizer, weightDecay: 0.1 },
  batchSize: 8,
  frozenTrunk: { epochs: 2, fineTuneRate: 0.0001 },
};
const course = { totalSteps: 12, stepsPerEpoch: 2 };

describe.each(backendNames)('a frozen trunk on %s', (backend) => {
  it('stays as it is to the last bit while the heads learn, and then learns with them', async () => {
    await onBackend(backend, async () => {
      const { batch } = stepCase(configuration, context);
      const model = new Model(configuration, context);
      const trainer = new Trainer(model, configuration, course);
      const start = await model.parameters.snapshot();
      const { numTensors } = tf.memory();
      const losses = [0, 1, 2, 3].map((done) => trainer.step(batch, done).loss);
      expect(tf.memory().numTensors).toBe(numTensors);
      const frozen = await model.parameters.snapshot();
      const { trunkSize } = model;
      expect(frozen.trainable.subarray(0, trunkSize)).toEqual(start.trainable.subarray(0, trunkSize));
      expect(frozen.state).toEqual(start.state);
      expect(frozen.trainable.subarray(trunkSize)).not.toEqual(start.trainable.subarray(trunkSize));
      expect(losses[3]).toBeLessThan(losses[0]!);

      trainer.step(batch, 4);
      const free = await model.parameters.snapshot();
      expect(free.trainable.subarray(0, trunkSize)).not.toEqual(frozen.trainable.subarray(0, trunkSize));
      expect(free.state).not.toEqual(frozen.state);
      // What the optimizer remembered was of the heads alone: it begins anew, and no first step is longer than its rate
      // (beside what the decay takes off).
      expect((await trainer.optimizer.snapshot()).step).toBe(1);
      const decay = 0.0001 * 0.1;
      const excess = free.trainable.subarray(0, trunkSize).map((value, index) => {
        const before = frozen.trainable[index]!;
        return Math.abs(value - before) - decay * Math.abs(before);
      });
      expect(excess.every((value) => value < 0.0001 * 1.01)).toBe(true);
      trainer.dispose();
      model.dispose();
    });
  }, 60_000);
});
