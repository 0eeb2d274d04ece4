import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunConfiguration } from '@shared/learning/configuration';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { inferAnswers } from '../../../../../src/main/learning/estimator/inference';
import { FrozenModel } from '../../../../../src/main/learning/frozenModel';
import { Model } from '../../../../../src/main/learning/model';
import { drawnTable } from '../teacher/drawnTable';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { loggedEvents, newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

const training = tinyFaces(20);
const validation = tinyFaces(10, tinyConfiguration(), 6);

function estimatorIn(runFolder: string, changes: Partial<RunConfiguration> = {}): Estimator {
  const { scheme, attributes } = context;
  return new Estimator({ configuration: tinyConfiguration(changes), scheme, attributes }, runFolder);
}

beforeAll(async () => {
  await startBackend('wasm');
});

describe('training', () => {
  it('counts steps, writes checkpoints and a complete log, and tells the best', async () => {
    const folder = temporaryRunFolder();
    const session = recordingSession();
    const result = await estimatorIn(folder).train({ training, validation, resume: false }, session);

    expect(result).toMatchObject({ globalStep: 6, stopped: 'finished' });
    expect(result.validation).toHaveProperty('nme/landmarks');
    const checkpoint = newestCheckpoint(folder);
    expect(checkpoint).toMatchObject({ globalStep: 6, samplesSeen: 48, optimizerStep: 6 });

    const steps = session.events.filter((event) => event.type === 'step').map((event) => event.step);
    expect(steps.map((step) => step.globalStep)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { loss, lossByHead } of steps) {
      expect(loss).toBeCloseTo(lossByHead['landmarks']! + 0.3 * lossByHead['pose']!, 5);
    }
    const validated = session.events.filter((event) => event.type === 'validated');
    expect(validated.map((event) => event.globalStep)).toEqual([2, 4, 6]);
    expect(validated[0]!.best).toBe(true);
    const bestStep = validated.filter((event) => event.best).at(-1)!.globalStep;
    expect(result.best?.globalStep).toBe(bestStep);
    expect(readdirSync(join(folder, 'checkpoints'))).toContain('best.checkpoint');

    const logged = loggedEvents(folder);
    expect(logged.filter((event) => event.type === 'step')).toEqual(
      steps.map((step) => ({ type: 'step', ...step })),
    );
    expect(logged.filter((event) => event.type === 'validated')).toHaveLength(3);
  });

  it('makes the loss smaller', async () => {
    const session = recordingSession();
    const changes = { duration: { steps: 60 }, checkpointEverySteps: 60, augmentation: null };
    await estimatorIn(temporaryRunFolder(), changes).train(
      { training, validation: null, resume: false },
      session,
    );
    const losses = session.events.flatMap((event) => (event.type === 'step' ? event.step.loss : []));
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-10))).toBeLessThan(0.8 * mean(losses.slice(0, 10)));
  });

  it('validates and answers with averages of the weights, where it is told to, and goes on with the weights', async () => {
    const { scheme, attributes } = context;
    const [through, stopped] = [temporaryRunFolder(), temporaryRunFolder()];
    const changes = { averaging: 0.9 };
    const first = estimatorIn(through, changes);
    const trained = await first.train({ training, validation, resume: false }, recordingSession());
    const checkpoint = newestCheckpoint(through);
    const { arrays, averages } = checkpoint;
    expect(averages!.trainable).toHaveLength(arrays.trainable.length);
    expect(averages!.trainable).not.toEqual(arrays.trainable);

    const answers = await first.predict(validation, 'newest', recordingSession());
    const model = new Model(tinyConfiguration(), { scheme, attributes });
    model.parameters.restore(averages!);
    model.alignedShape = Float32Array.from(checkpoint.alignedShape!);
    model.firstLookShares = checkpoint.firstLookShares!;
    const frozen = new FrozenModel(model);
    const { logits } = await inferAnswers(frozen, tinyConfiguration(), validation, recordingSession(), '');
    expect(answers.faces).toEqual(model.multiHead.outputs(logits, validation, checkpoint.calibration ?? {}));
    const evaluated = await first.evaluate(validation, 'newest', recordingSession());
    expect(evaluated.metrics['nme/landmarks']).toBeCloseTo(trained.validation!['nme/landmarks']!, 6);
    frozen.dispose();
    model.dispose();

    const second = estimatorIn(stopped, changes);
    await second.train({ training, validation, resume: false }, recordingSession(5));
    await second.train({ training, validation, resume: true }, recordingSession());
    expect(newestCheckpoint(stopped)).toEqual(checkpoint);
    for (const estimator of [first, second]) estimator.dispose();
  });

  it('learns what its teacher sees, tells how well, and is not asked for it', async () => {
    const folder = temporaryRunFolder();
    const faces = await drawnTable(8);
    const [landmarks] = tinyConfiguration().heads;
    const estimator = estimatorIn(folder, {
      heads: [landmarks!],
      teacher: { weight: 1 },
      input: { ...tinyConfiguration().input, sizePx: 72 },
      augmentation: null,
      duration: { steps: 20 },
      checkpointEverySteps: 20,
    });
    const session = recordingSession();
    const result = await estimator.train({ training: faces, validation: faces, resume: false }, session);
    const losses = session.events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    const [first, last] = [losses[0]!, losses.at(-1)!];
    expect(last.lossByHead['face-mesh']!).toBeLessThan(0.8 * first.lossByHead['face-mesh']!);
    expect(first.loss).toBeCloseTo(first.lossByHead['landmarks']! + first.lossByHead['face-mesh']!, 4);
    expect(Object.keys(result.validation!).filter((name) => name.includes('face-mesh'))).toEqual([]);
    const { faces: answered } = await estimator.predict(faces, 'newest', recordingSession());
    expect(Object.keys(answered.heads)).toEqual(['landmarks']);
  });

  it('lasts for epochs, rounded up to whole batches', async () => {
    const estimator = estimatorIn(temporaryRunFolder(), { duration: { epochs: 2 } });
    const result = await estimator.train({ training, validation: null, resume: false }, recordingSession());
    expect(result.globalStep).toBe(5);
  });

  it('stopped between two batches keeps a checkpoint, and resumed ends as if it had run through', async () => {
    const [through, stopped] = [temporaryRunFolder(), temporaryRunFolder()];
    await estimatorIn(through).train({ training, validation, resume: false }, recordingSession());

    const estimator = estimatorIn(stopped);
    const first = await estimator.train({ training, validation, resume: false }, recordingSession(3));
    expect(first).toMatchObject({ globalStep: 3, stopped: 'cancelled' });
    expect(newestCheckpoint(stopped).globalStep).toBe(3);
    const second = await estimator.train({ training, validation, resume: true }, recordingSession());
    expect(second).toMatchObject({ globalStep: 6, stopped: 'finished' });

    expect(newestCheckpoint(stopped)).toEqual(newestCheckpoint(through));
    expect(readFileSync(join(stopped, 'events.jsonl'), 'utf8')).toBe(
      readFileSync(join(through, 'events.jsonl'), 'utf8'),
    );
  });

  it('passes over a corrupt checkpoint, says so, and ends with the same weights', async () => {
    const [through, damaged] = [temporaryRunFolder(), temporaryRunFolder()];
    await estimatorIn(through).train({ training, validation, resume: false }, recordingSession());
    const estimator = estimatorIn(damaged);
    await estimator.train({ training, validation, resume: false }, recordingSession(5));
    writeFileSync(join(damaged, 'checkpoints', 'step-00000005.checkpoint'), 'broken');

    const session = recordingSession();
    await estimator.train({ training, validation, resume: true }, session);
    const notes = session.events.filter((event) => event.type === 'note');
    expect(notes.map((event) => event.message).join()).toMatch(/step-00000005.*cannot be used/);
    expect(loggedEvents(damaged)).toEqual(loggedEvents(through));
    expect(newestCheckpoint(damaged)).toEqual(newestCheckpoint(through));
  });

  it('has nothing to do when resumed at its end, and still tells its result', async () => {
    const folder = temporaryRunFolder();
    const whole = await estimatorIn(folder).train(
      { training, validation, resume: false },
      recordingSession(),
    );
    const again = await estimatorIn(folder).train({ training, validation, resume: true }, recordingSession());
    expect(again).toMatchObject({ globalStep: 6, stopped: 'finished', facesPerSecond: 0 });
    expect(again.validation).toEqual(whole.validation);
    expect(again.best).toEqual(whole.best);
  });

  it('starts afresh when not told to resume', async () => {
    const folder = temporaryRunFolder();
    const estimator = estimatorIn(folder);
    await estimator.train({ training, validation, resume: false }, recordingSession(3));
    await estimator.train({ training, validation, resume: false }, recordingSession(2));
    expect(newestCheckpoint(folder).globalStep).toBe(2);
    expect(loggedEvents(folder).at(-1)).toMatchObject({ globalStep: 2 });
  });

  it('stops at a loss that is no number, names step and head, and keeps the good checkpoint', async () => {
    const folder = temporaryRunFolder();
    await estimatorIn(folder).train({ training, validation: null, resume: false }, recordingSession(2));
    const wild = tinyConfiguration().optimizer;
    const estimator = estimatorIn(folder, {
      optimizer: { ...wild, learningRate: 1e30, schedule: { kind: 'constant' } },
      checkpointEverySteps: 100,
    });
    const training_ = estimator.train({ training, validation: null, resume: true }, recordingSession());
    await expect(training_).rejects.toMatchObject({
      code: 'loss-not-finite',
      details: { head: expect.stringMatching(/landmarks|pose/) as string, globalStep: 4 },
      message: expect.stringMatching(/head "(landmarks|pose)" .* at step 4/) as string,
    });
    expect(newestCheckpoint(folder).globalStep).toBe(2);
    expect(loggedEvents(folder).at(-1)).toMatchObject({ type: 'step', globalStep: 3 });
  });

  it('does not save parameters that are no numbers', async () => {
    const folder = temporaryRunFolder();
    const wild = tinyConfiguration().optimizer;
    const optimizer = { ...wild, learningRate: 1e39, schedule: { kind: 'constant' } } as const;
    const estimator = estimatorIn(folder, { optimizer, checkpointEverySteps: 1 });
    const training_ = estimator.train({ training, validation: null, resume: false }, recordingSession());
    await expect(training_).rejects.toMatchObject({ code: 'loss-not-finite', details: { globalStep: 1 } });
    expect(() => newestCheckpoint(folder)).toThrow(/no checkpoint/);
  });

  it.each([
    ['after its last step', null],
    ['with a validation of them', validation],
  ])(
    'does not save a network whose answers are no numbers, though its parameters are, %s',
    async (_, held) => {
      const folder = temporaryRunFolder();
      await estimatorIn(folder).train({ training, validation: held, resume: false }, recordingSession(2));
      const wild = tinyConfiguration().optimizer;
      // Finite by itself, and not when several layers are multiplied by it.
      const optimizer = { ...wild, learningRate: 1e20, schedule: { kind: 'constant' } } as const;
      const estimator = estimatorIn(folder, { optimizer, checkpointEverySteps: 1 });
      const session = recordingSession();
      await expect(
        estimator.train({ training, validation: held, resume: true }, session),
      ).rejects.toMatchObject({
        code: 'loss-not-finite',
        details: { head: expect.stringMatching(/landmarks|pose/) as string, globalStep: 3 },
        message: expect.stringMatching(
          /head "(landmarks|pose)" no longer answers .* step 3.*Checkpoints written before are kept/,
        ) as string,
      });
      expect(session.events.filter((event) => event.type === 'validated')).toEqual([]);
      const kept = newestCheckpoint(folder);
      expect(kept.globalStep).toBe(2);
      // What was kept is good: the run goes on from it.
      const tamed = await estimatorIn(folder).train(
        { training, validation: held, resume: true },
        recordingSession(),
      );
      expect(tamed).toMatchObject({ globalStep: 6, stopped: 'finished' });
    },
  );

  it('refuses the checkpoint of another model', async () => {
    const folder = temporaryRunFolder();
    await estimatorIn(folder).train({ training, validation: null, resume: false }, recordingSession(1));
    const other = estimatorIn(folder, { heads: tinyConfiguration().heads.slice(0, 1) });
    await expect(
      other.train({ training, validation: null, resume: true }, recordingSession()),
    ).rejects.toMatchObject({ code: 'checkpoint-of-another-model' });
  });

  it('refuses a head that no face has a label for', async () => {
    const unlabelled = { ...training, attributes: { pose: new Float32Array(20).fill(Number.NaN) } };
    const estimator = estimatorIn(temporaryRunFolder());
    await expect(
      estimator.train({ training: unlabelled, validation: null, resume: false }, recordingSession()),
    ).rejects.toMatchObject({ code: 'head-without-labels' });
  });
});

describe('evaluation and prediction', () => {
  it('name their step and answer for every face', async () => {
    const folder = temporaryRunFolder();
    const estimator = estimatorIn(folder);
    await estimator.train({ training, validation, resume: false }, recordingSession());
    const evaluation = await estimator.evaluate(validation, 'newest', recordingSession());
    expect(evaluation.metrics).toMatchObject({ global_step: 6 });
    expect(evaluation.metrics['accuracy/pose']).toBeGreaterThanOrEqual(0);
    expect(evaluation.faces.count).toBe(10);
    expect(evaluation.confusion['pose']?.values).toHaveLength(5);

    const prediction = await estimator.predict(validation, 'newest', recordingSession());
    expect(prediction.globalStep).toBe(6);
    expect(prediction.faces.heads['landmarks']!.values).toEqual(evaluation.faces.heads['landmarks']!.values);
    estimator.dispose();
  });

  it('agree with the validation of the same step', async () => {
    const folder = temporaryRunFolder();
    const estimator = estimatorIn(folder);
    const { best } = await estimator.train({ training, validation, resume: false }, recordingSession());
    const { metrics } = await estimator.evaluate(validation, 'best', recordingSession());
    const { global_step: globalStep, ...rest } = metrics;
    expect(globalStep).toBe(best?.globalStep);
    expect(rest).toEqual(best?.metrics);
    estimator.dispose();
  });

  it('let a head’s first look count as its checkpoint says', async () => {
    const folder = temporaryRunFolder();
    const ofAllViews = estimatorIn(folder);
    await ofAllViews.train({ training, validation, resume: false }, recordingSession());
    const store = new CheckpointStore(folder, () => undefined);
    const posesBy = async (
      firstLookShares: Record<string, number>,
      estimator = ofAllViews,
    ): Promise<Float32Array> => {
      store.save({ ...newestCheckpoint(folder), calibration: {}, firstLookShares });
      estimator.dispose();
      const { faces } = await estimator.predict(validation, 'newest', recordingSession());
      estimator.dispose();
      return faces.heads['pose']!.values;
    };
    const oneView = { mirrored: false, realigned: false };
    const [last, first, both] = [
      await posesBy({}),
      await posesBy({ pose: 0.4 }, estimatorIn(folder, { views: oneView })),
      await posesBy({ pose: 0.4 }),
    ];
    expect(first).not.toEqual(last);
    for (let face = 0; face < validation.count; face += 1) {
      const at = face * 5;
      const weighed = Array.from(
        { length: 5 },
        (_, pose) => last[at + pose]! ** 0.6 * first[at + pose]! ** 0.4,
      );
      const sum = weighed.reduce((total, value) => total + value, 0);
      weighed.forEach((value, pose) => expect(both[at + pose]).toBeCloseTo(value / sum, 5));
    }
  });

  it('keep what was fitted in validation for whoever answers by it, also after a stop', async () => {
    const many = tinyFaces(80, tinyConfiguration(), 6);
    const folder = temporaryRunFolder();
    const estimator = estimatorIn(folder, { duration: { steps: 4 } });
    await estimator.train({ training, validation: many, resume: false }, recordingSession());
    const { firstLookShares, validation: told } = newestCheckpoint(folder);
    // A head of random labels has something to gain from a second opinion.
    expect(firstLookShares).toHaveProperty('pose');
    const { metrics } = await estimator.evaluate(many, 'newest', recordingSession());
    estimator.dispose();
    expect(metrics).toMatchObject(told!);
    await estimatorIn(folder, { duration: { steps: 5 } }).train(
      { training, validation: null, resume: true },
      recordingSession(),
    );
    expect(newestCheckpoint(folder)).toMatchObject({ globalStep: 5, firstLookShares });
  });

  it('keep the model warm, and notice a newer checkpoint', async () => {
    const folder = temporaryRunFolder();
    const estimator = estimatorIn(folder);
    await estimator.train({ training, validation, resume: false }, recordingSession(3));
    expect((await estimator.predict(validation, 'newest', recordingSession())).globalStep).toBe(3);
    const tensors = tf.memory().numTensors;
    await estimator.predict(validation, 'newest', recordingSession());
    expect(tf.memory().numTensors).toBe(tensors);
    await estimator.train({ training, validation, resume: true }, recordingSession());
    expect((await estimator.predict(validation, 'newest', recordingSession())).globalStep).toBe(6);
    expect(tf.memory().numTensors).toBe(tensors);
    estimator.dispose();
  });

  it('stop when told to', async () => {
    const estimator = estimatorIn(temporaryRunFolder());
    await estimator.train({ training, validation: null, resume: false }, recordingSession(1));
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const session = { signal: controller.signal, report: () => undefined };
    await expect(estimator.predict(validation, 'newest', session)).rejects.toThrow('enough');
    estimator.dispose();
  });

  it('refuse to evaluate on nothing, and predict nothing of nothing', async () => {
    const estimator = estimatorIn(temporaryRunFolder());
    await estimator.train({ training, validation: null, resume: false }, recordingSession(1));
    const none = tinyFaces(0);
    await expect(estimator.evaluate(none, 'newest', recordingSession())).rejects.toMatchObject({
      code: 'no-faces',
    });
    const { faces } = await estimator.predict(none, 'newest', recordingSession());
    expect(faces.count).toBe(0);
    estimator.dispose();
  });

  it('say when the run was never trained', async () => {
    const estimator = estimatorIn(temporaryRunFolder());
    await expect(estimator.evaluate(validation, 'best', recordingSession())).rejects.toMatchObject({
      code: 'checkpoint-missing',
    });
  });
});
