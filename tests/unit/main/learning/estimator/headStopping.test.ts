import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Metrics } from '@shared/learning/results';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { HeadStopping } from '../../../../../src/main/learning/estimator/headStopping';
import { targetsOf } from '../../../../../src/main/learning/estimator/batchTargets';
import { trainingMode } from '../../../../../src/main/learning/estimator/trainingStep';
import { trainingLoss } from '../../../../../src/main/learning/heads/trainingLoss';
import { imagesOf, Model } from '../../../../../src/main/learning/model';
import { disposeStep, lossAndGradient } from '../../../../../src/main/learning/optimizers/gradient';
import { backendNames, onBackend } from '../backends/startedBackends';
import { stepCase } from '../backends/wholeStep';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { relativeError } from '../kernels/arrays';
import { loggedEvents, newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

const { heads } = tinyConfiguration();
const losses = (landmarks: number, pose?: number): Metrics => ({
  'average_loss/landmarks': landmarks,
  ...(pose === undefined ? {} : { 'average_loss/pose': pose }),
});

describe('a head that does not get better', () => {
  it('stops after as many passes as it may be without a lower loss, and for good', () => {
    const stopping = new HeadStopping(heads, 2);
    const course = [losses(5, 3), losses(4, 3), losses(3, 4), losses(2, 0.1)];
    expect(course.map((metrics) => stopping.observe(metrics))).toEqual([[], [], ['pose'], []]);
    expect([...stopping.stopped]).toEqual(['pose']);
  });

  it('begins to count anew with each lower loss', () => {
    const stopping = new HeadStopping(heads, 2);
    [3, 3.5, 2.9, 3, 2.8].forEach((pose, pass) => {
      expect(stopping.observe(losses(10 - pass, pose))).toEqual([]);
    });
    expect(stopping.stopped.size).toBe(0);
  });

  it('goes on where it is the last, where nothing is measured, and where there is no patience to lose', () => {
    const both = new HeadStopping(heads, 1);
    both.observe(losses(1, 1));
    expect(both.observe(losses(2, 2))).toEqual(['landmarks']);
    expect(both.observe(losses(3, 3))).toEqual([]);
    const unmeasured = new HeadStopping(heads, 1);
    for (const landmarks of [3, 2, 1]) expect(unmeasured.observe(losses(landmarks))).toEqual([]);
    // A head without weight pulls nothing: the other one is the last.
    const weightless = new HeadStopping(
      heads.map((head) => (head.name === 'pose' ? { ...head, weight: 0 } : head)),
      1,
    );
    for (const loss of [1, 2, 3]) expect(weightless.observe(losses(loss, loss))).toEqual([]);
    const endless = new HeadStopping(heads, 0);
    for (const loss of [1, 2, 3, 4]) expect(endless.observe(losses(loss, loss))).toEqual([]);
  });

  it('is found again as it was', () => {
    const [before, after] = [new HeadStopping(heads, 2), new HeadStopping(heads, 2)];
    for (const metrics of [losses(5, 3), losses(4, 3)]) before.observe(metrics);
    after.restore(JSON.parse(JSON.stringify(before.snapshot())) as ReturnType<HeadStopping['snapshot']>);
    expect(after.observe(losses(3, 4))).toEqual(['pose']);
  });
});

describe.each(backendNames)('a head that was stopped, on %s', (backend) => {
  it('pulls the trunk no more, and learns on by itself', async () => {
    await onBackend(backend, async () => {
      const configuration = tinyConfiguration();
      const { batch } = stepCase(configuration, context);
      const model = new Model(configuration, context);
      const gradientOf = async (
        stopped: ReadonlySet<string>,
        of: readonly number[],
      ): Promise<Float32Array> => {
        const step = lossAndGradient(model.parameters, (view) => {
          const features = model.features(imagesOf(batch), view, trainingMode(configuration, 0));
          const logits = model.trainedAnswers(features, view, stopped);
          const { total, byHead } = trainingLoss(
            of.map((index) => model.multiHead.heads[index]!),
            of.map((index) => logits[index]!),
            of.map((index) => targetsOf(batch.heads[index]!, batch.rows)),
          );
          return { loss: total, parts: { byHead } };
        });
        const values = Float32Array.from(await step.gradient.data<'float32'>());
        disposeStep(step);
        return values;
      };
      const tensors = tf.memory().numTensors;
      const [whole, stopped, alone] = [
        await gradientOf(new Set(), [0, 1]),
        await gradientOf(new Set(['pose']), [0, 1]),
        await gradientOf(new Set(), [0]),
      ];
      expect(tf.memory().numTensors).toBe(tensors);
      const trunk = model.trunkSize;
      expect(relativeError(stopped.subarray(0, trunk), alone.subarray(0, trunk))).toBeLessThan(1e-5);
      expect(relativeError(whole.subarray(0, trunk), alone.subarray(0, trunk))).toBeGreaterThan(1e-3);
      // Of the heads' own layers nothing changes.
      expect(relativeError(stopped.subarray(trunk), whole.subarray(trunk))).toBeLessThan(1e-6);
      model.dispose();
    });
  });

  it('is told with the pass that stopped it, and kept by the checkpoint', async () => {
    await onBackend(backend, async () => {
      const folder = temporaryRunFolder();
      const session = recordingSession();
      // Labels by chance: what is learnt of them is wrong for other faces.
      const changes = { headPatience: 1, duration: { steps: 40 }, augmentation: null };
      const { scheme, attributes } = context;
      const estimator = new Estimator(
        { configuration: tinyConfiguration(changes), scheme, attributes },
        folder,
      );
      const validation = tinyFaces(10, tinyConfiguration(), 6);
      await estimator.train({ training: tinyFaces(20), validation, resume: false }, session);
      const told = session.events.flatMap((event) =>
        event.type === 'validated' ? (event.stopped ?? []) : [],
      );
      expect(told).toHaveLength(1);
      expect(newestCheckpoint(folder).heads?.[told[0]!]).toMatchObject({ isStopped: true });
      const logged = loggedEvents(folder).flatMap((event) =>
        event.type === 'validated' ? (event.stopped ?? []) : [],
      );
      expect(logged).toEqual(told);
    });
  });
});
