import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { Trainer } from '../../../../../src/main/learning/estimator/trainingStep';
import { Model } from '../../../../../src/main/learning/model';
import type { Batch } from '../../../../../src/main/learning/pipeline/batch';
import { stepCase } from '../backends/wholeStep';
import { tinyConfiguration } from '../pipeline/tinyRun';

beforeAll(async () => {
  await startBackend('wasm');
});

/** Trains on one batch again and again; answers each step and what was there before and after. */
async function trained(configuration: RunConfiguration, batch: Batch, steps: number) {
  const model = new Model(configuration, mtflTemplate);
  const trainer = new Trainer(model, configuration, { totalSteps: 10, stepsPerEpoch: 5 });
  const before = await model.parameters.snapshot();
  const told = [];
  for (let done = 0; done < steps; done += 1) told.push(trainer.step(batch, done));
  const after = await model.parameters.snapshot();
  const { step } = await trainer.optimizer.snapshot();
  trainer.dispose();
  model.dispose();
  return { told, before, after, updates: step };
}

describe('a training step', () => {
  const configuration = tinyConfiguration();
  const { batch } = stepCase(configuration, mtflTemplate);

  it('tells its number, the heads’ losses, their weighted sum and the learning rate it used', async () => {
    const { told, updates } = await trained(configuration, batch, 3);
    expect(told.map(({ globalStep }) => globalStep)).toEqual([1, 2, 3]);
    expect(updates).toBe(3);
    for (const { loss, lossByHead } of told) {
      expect(Object.keys(lossByHead)).toEqual(['landmarks', 'pose']);
      expect(loss).toBeCloseTo(lossByHead['landmarks']! + 0.3 * lossByHead['pose']!, 9);
    }
    // Warm after the first of ten steps, then a cosine over nine down to a fifth.
    expect(told[0]!.learningRate).toBe(0.002);
    expect(told[2]!.learningRate).toBeCloseTo(0.0004 + 0.0008 * (1 + Math.cos(Math.PI / 9)), 12);
  });

  it('makes the batch’s loss smaller', async () => {
    const { told } = await trained(configuration, batch, 8);
    expect(told[7]!.loss).toBeLessThan(told[0]!.loss);
  });

  it('does not move a head of weight 0, and still tells its loss', async () => {
    const heads = configuration.heads.map((head) => (head.name === 'pose' ? { ...head, weight: 0 } : head));
    // Weights decay whether a loss pulls them or not.
    const optimizer = { ...configuration.optimizer, weightDecay: 0 };
    const { told, before, after } = await trained({ ...configuration, heads, optimizer }, batch, 2);
    expect(told[0]!.lossByHead['pose']).toBeGreaterThan(0);
    expect(told[0]!.loss).toBe(told[0]!.lossByHead['landmarks']);
    const { layout } = new Model({ ...configuration, heads }, mtflTemplate).parameters;
    for (const { name, offset, size } of layout) {
      const moved = before.trainable.subarray(offset, offset + size).some((value, index) => {
        return value !== after.trainable[offset + index];
      });
      expect(moved, name).toBe(!name.startsWith('head/pose/'));
    }
  });

  it('goes by a head’s labelled faces alone', async () => {
    // A face without a pose, however it looks, does not change the pose's loss.
    const { batch: some } = stepCase(configuration, mtflTemplate, (faces) => {
      faces.attributes['pose']![0] = Number.NaN;
    });
    const [pose] = [some.heads[1]!];
    expect(pose.labelledElements[0]).toBe(7);
    const { told } = await trained(configuration, some, 1);
    const others = { ...some, heads: [some.heads[0]!, { ...pose, targets: pose.targets.slice() }] };
    others.heads[1]!.targets.fill(0, 0, 5);
    expect((await trained(configuration, others, 1)).told[0]!.lossByHead).toEqual(told[0]!.lossByHead);
    const { told: all } = await trained(configuration, batch, 1);
    expect(told[0]!.lossByHead['pose']).not.toBeCloseTo(all[0]!.lossByHead['pose']!, 6);
  });

  it('leaves parameters and optimizer as they were where a loss is no number', async () => {
    const model = new Model(configuration, mtflTemplate);
    const trainer = new Trainer(model, configuration, { totalSteps: 10, stepsPerEpoch: 5 });
    const before = await model.parameters.snapshot();
    const tensors = tf.memory().numTensors;
    const broken = { ...batch, images: batch.images.slice().fill(Number.NaN, 0, 1) };
    expect(() => trainer.step(broken, 4)).toThrow(
      expect.objectContaining({
        code: 'loss-not-finite',
        details: { head: 'landmarks', globalStep: 5 },
      }),
    );
    expect(await model.parameters.snapshot()).toEqual(before);
    expect((await trainer.optimizer.snapshot()).step).toBe(0);
    expect(tf.memory().numTensors).toBe(tensors);
    trainer.dispose();
    model.dispose();
  });
});
