import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { headGradients } from '../../../../../src/main/learning/estimator/headGradients';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { trainingMode } from '../../../../../src/main/learning/estimator/trainingStep';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { Model } from '../../../../../src/main/learning/model';
import { firstFaces } from '../../../../../src/main/learning/pipeline/batch';
import { Random } from '../../../../../src/main/learning/random';
import { stepCase, stepOn } from '../backends/wholeStep';
import { backendNames, onBackend } from '../backends/startedBackends';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { loggedEvents, newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

/** Two heads that guess a number of a face each. */
const names = ['first', 'second'] as const;
const numbers = names.map((id): Attribute => ({ id, name: id, kind: 'number', values: [], mirrorSwaps: [] }));
const guesses = names.map((name): HeadConfiguration => ({
  name,
  kind: 'regression',
  target: { from: 'attribute', attribute: name },
  weight: 1,
}));
const toy = tinyConfiguration({ heads: guesses, batchSize: 64, augmentation: null });
const toyContext = { ...context, attributes: numbers };

/** The cosine of both heads' gradients, where faces have these numbers and heads' layers start from these weights. */
async function cosineOf(
  label: (face: number) => readonly [number, number],
  weight: (input: number) => readonly [number, number],
): Promise<number> {
  const { batch } = stepCase(toy, toyContext, (faces) => {
    for (let face = 0; face < faces.count; face += 1) {
      names.forEach((name, index) => (faces.attributes[name]![face] = label(face)[index]!));
    }
  });
  const model = new Model(toy, toyContext);
  names.forEach((name, index) => {
    const width = model.parameters.layout.find((slot) => slot.name === `head/${name}/weights`)!.size;
    const weights = Float32Array.from({ length: width }, (_, input) => weight(input)[index]!);
    model.parameters.set(`head/${name}/weights`, weights);
  });
  const { cosines, heads } = headGradients(model, batch, trainingMode(toy, 0), [1, 1]);
  model.dispose();
  expect(heads).toEqual(names);
  return cosines[0]![1]!;
}

/** The tiny configuration's. */
const weights = [1, 0.3];

describe.each(backendNames)('the heads’ gradients on the trunk, on %s', (backend) => {
  it('are the same for the same target, opposite for opposite ones, and unrelated for unrelated ones', async () => {
    await onBackend(backend, async () => {
      const random = Random.fromSeed(3);
      const labels = Array.from({ length: 64 }, () => random.normal());
      const weights = Array.from({ length: 200 }, () => random.normal() * 1e-4);
      // Weights so small that what the heads say does not matter beside the label.
      expect(
        await cosineOf(
          (f) => [labels[f]!, labels[f]!],
          (i) => [weights[i]!, weights[i]!],
        ),
      ).toBeCloseTo(1, 6);
      expect(
        await cosineOf(
          (f) => [labels[f]!, -labels[f]!],
          (i) => [weights[i]!, weights[i]!],
        ),
      ).toBeCloseTo(-1, 3);
      const unrelated = await cosineOf(
        (f) => [labels[f]!, labels[(f * 7 + 5) % 64]!],
        (i) => [weights[i]!, weights[100 + i]!],
      );
      expect(Math.abs(unrelated)).toBeLessThan(0.25);
    });
  });

  it('add up to the gradient that the training step uses', async () => {
    const configuration = tinyConfiguration();
    const whole = stepCase(configuration, context);
    const { gradients } = await stepOn(backend, whole);
    await onBackend(backend, () => {
      const model = new Model(configuration, context);
      const { norms, cosines } = headGradients(model, whole.batch, trainingMode(configuration, 0), weights);
      model.dispose();
      const squares = [...gradients].flatMap(([name, values]) =>
        name.startsWith('head/') ? [] : values.reduce((sum, value) => sum + value * value, 0),
      );
      // |a + b|² = |a|² + |b|² + 2|a||b|cos.
      const [a, b] = norms as [number, number];
      const sum = a * a + b * b + 2 * a * b * cosines[0]![1]!;
      expect(sum / squares.reduce((total, square) => total + square, 0)).toBeCloseTo(1, 4);
    });
  });

  it('leave nothing behind: no tensor, and not a bit of the model', async () => {
    const configuration = tinyConfiguration();
    const { batch } = stepCase(configuration, context);
    await onBackend(backend, async () => {
      const model = new Model(configuration, context);
      const before = await model.parameters.snapshot();
      const { numTensors } = tf.memory();
      headGradients(model, firstFaces(batch, 3), trainingMode(configuration, 0), weights);
      expect(tf.memory().numTensors).toBe(numTensors);
      expect(await model.parameters.snapshot()).toEqual(before);
      model.dispose();
    });
  });

  it('are unknown of a head that has no label in the batch, or no weight', async () => {
    const configuration = tinyConfiguration();
    const { batch } = stepCase(configuration, context, (faces) => faces.attributes['pose']!.fill(Number.NaN));
    await onBackend(backend, () => {
      const model = new Model(configuration, context);
      const { norms, cosines } = headGradients(model, batch, trainingMode(configuration, 0), weights);
      model.dispose();
      expect(norms[1]).toBe(0);
      expect(cosines).toEqual([
        [expect.closeTo(1, 12), null],
        [null, null],
      ]);
    });
  });
});

describe('a run', () => {
  const changes = { batchSize: 48, duration: { steps: 60 }, checkpointEverySteps: 60 };
  const train = async (
    folder: string,
    configuration: RunConfiguration,
    faces: FaceTable,
    resume = false,
    stop?: number,
  ) => {
    const estimator = new Estimator({ configuration, ...context }, folder);
    const session = recordingSession(stop);
    await estimator.train({ training: faces, validation: null, resume }, session);
    return session.events.filter((event) => event.type === 'gradients');
  };

  it('logs and tells them, resumed too, and trains as it would without', async () => {
    const [with_, without] = [
      tinyConfiguration(changes),
      tinyConfiguration({ ...changes, gradientSamples: 0 }),
    ];
    const faces = tinyFaces(20);
    await onBackend(backendNames.at(-1)!, async () => {
      const [through, resumed, plain] = [temporaryRunFolder(), temporaryRunFolder(), temporaryRunFolder()];
      const told = await train(through, with_, faces);
      expect(told.map((event) => event.type === 'gradients' && event.globalStep)).toEqual([50]);
      const ofGradients = loggedEvents(through).filter(({ type }) => type === 'gradients');
      expect(ofGradients).toEqual(told);
      await train(resumed, with_, faces, false, 40);
      await train(resumed, with_, faces, true);
      expect(loggedEvents(resumed)).toEqual(loggedEvents(through));
      expect(await train(plain, without, faces)).toEqual([]);
      expect(newestCheckpoint(plain).arrays).toEqual(newestCheckpoint(through).arrays);
    });
  });
});
