import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { adviserFeatures } from '../../../../src/main/learning/adviser/adviserGraph';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { FrozenModel } from '../../../../src/main/learning/frozenModel';
import { imagesOf, Model } from '../../../../src/main/learning/model';
import { inferenceMode } from '../../../../src/main/learning/networks/network';
import { stepCase } from './backends/wholeStep';

const studio = presetConfiguration('studio', mtflTemplate);
const smallStudio: RunConfiguration = { ...studio, input: { ...studio.input, sizePx: 16 }, batchSize: 8 };

beforeAll(async () => {
  await startBackend('wasm');
});

describe('a frozen model', () => {
  it('answers what the model’s logits are, head by head, for one batch as for the next', () => {
    const { batch } = stepCase(smallStudio, mtflTemplate);
    const model = new Model(smallStudio, mtflTemplate);
    const frozen = new FrozenModel(model);
    const answers = frozen.infer(batch);
    expect(answers.map((logits) => logits.length)).toEqual([80, 16, 16, 16, 40]);
    expect(frozen.infer(batch)).toEqual(answers);
    expect(frozen.look(batch).logits).toEqual(answers);
    tf.tidy(() => {
      const view = model.parameters.unpack(model.parameters.trainable);
      const logits = model.logits(imagesOf(batch), view, inferenceMode);
      expect(logits.map((head) => head.dataSync())).toEqual(answers);
      const features = model.features(imagesOf(batch), view, inferenceMode);
      expect(frozen.look(batch).features).toEqual(features.dataSync());
    });
    frozen.dispose();
    model.dispose();
  });

  it('keeps the weights and averages that the model had', async () => {
    const { batch } = stepCase(smallStudio, mtflTemplate);
    const model = new Model(smallStudio, mtflTemplate);
    const frozen = new FrozenModel(model);
    const answers = frozen.infer(batch);
    const { trainable, state } = await model.parameters.snapshot();
    model.parameters.restore({
      trainable: trainable.map((value) => value * 1.5),
      state: state.map((value) => value + 0.5),
    });
    expect(frozen.infer(batch)).toEqual(answers);
    const after = new FrozenModel(model);
    expect(after.infer(batch)).not.toEqual(answers);
    frozen.dispose();
    after.dispose();
    model.dispose();
  });

  it('tells what an adviser says of the batch, of heads of which it has advice, and leaves none of it behind', () => {
    const { batch } = stepCase(smallStudio, mtflTemplate);
    const model = new Model(smallStudio, mtflTemplate);
    const before = tf.memory().numTensors;
    const frozen = new FrozenModel(model);
    expect(frozen.advise(batch)).toEqual({});
    const zeros = Array<number>(2 * adviserFeatures(['emotions'])).fill(0);
    model.advice = { gender: { networks: ['emotions'], weights: [...zeros, 0.25, -3], share: 0 } };
    expect(frozen.advise(batch)).toEqual({
      gender: Float32Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 0.25 : -3)),
    });
    frozen.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it.each(['studio', 'tutorial'] as const)('leaves no tensor behind: %s', (preset) => {
    const configuration = { ...presetConfiguration(preset, mtflTemplate), batchSize: 2 };
    const before = tf.memory().numTensors;
    const { batch } = stepCase(configuration, mtflTemplate);
    const model = new Model(configuration, mtflTemplate);
    const alone = tf.memory().numTensors;
    const frozen = new FrozenModel(model);
    frozen.infer(batch);
    const held = tf.memory().numTensors;
    for (let round = 0; round < 3; round += 1) frozen.look(batch);
    expect(tf.memory().numTensors).toBe(held);
    frozen.dispose();
    expect(tf.memory().numTensors).toBe(alone);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
