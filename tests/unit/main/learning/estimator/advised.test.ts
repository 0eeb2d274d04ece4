import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

beforeAll(async () => {
  await startBackend('wasm');
});

it('asks an adviser whose word counts, tells the accuracy without it, and goes on after a stop with what was learnt of it', async () => {
  // One view: of random points none says how a face is turned.
  const configuration = tinyConfiguration({
    views: { mirrored: false, realigned: false },
    adviser: { attributes: ['pose'] },
  });
  const { scheme, attributes } = context;
  const estimatorIn = (folder: string): Estimator =>
    new Estimator({ configuration, scheme, attributes }, folder);
  const [many, others] = [tinyFaces(60), tinyFaces(80, tinyConfiguration(), 6)];
  const [through, stopped] = [temporaryRunFolder(), temporaryRunFolder()];
  const estimator = estimatorIn(through);
  await estimator.train({ training: many, validation: others, resume: false }, recordingSession());
  const { advice, validation: told, ...checkpoint } = newestCheckpoint(through);
  expect(Object.keys(advice!)).toEqual(['pose']);
  const { metrics } = await estimator.evaluate(others, 'newest', recordingSession());
  expect(metrics).toMatchObject(told!);
  expect('accuracy_alone/pose' in metrics).toBe(advice!['pose']!.share > 0);

  // Whatever these random faces taught, with a share it counts.
  const bias = advice!['pose']!.weights.map((weight, at, all) => (at === all.length - 1 ? 1e3 : weight));
  new CheckpointStore(through, () => undefined).save({
    ...checkpoint,
    validation: told,
    advice: { pose: { ...advice!['pose']!, weights: bias, share: 0.5 } },
  });
  estimator.dispose();
  const advised = await estimator.evaluate(others, 'newest', recordingSession());
  const last = Array.from(others.attributes['pose']!).filter((pose) => pose === 4).length;
  expect(advised.metrics['accuracy/pose']).toBeCloseTo(last / others.count, 6);
  expect(advised.metrics['accuracy_alone/pose']).not.toBe(advised.metrics['accuracy/pose']);
  estimator.dispose();

  for (const resume of [false, true]) {
    const half = estimatorIn(stopped);
    await half.train(
      { training: many, validation: others, resume, ...(resume ? {} : { untilStep: 3 }) },
      recordingSession(),
    );
    half.dispose();
  }
  const resumed = newestCheckpoint(stopped);
  expect(resumed.advice).toEqual(advice);
  expect(resumed.arrays).toEqual(checkpoint.arrays);
});
