import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { backendNames, onBackend } from '../backends/startedBackends';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { readEventFiles, stepsAndTags } from '../tensorboard/eventFileReader';
import { loggedEvents, newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

const configuration = tinyConfiguration();
const { scheme, attributes } = context;

async function train(folder: string, resume: boolean, stopAfterStep?: number): Promise<void> {
  const estimator = new Estimator({ configuration, scheme, attributes }, folder);
  const [training, validation] = [tinyFaces(10), tinyFaces(4, configuration, 6)];
  await estimator.train({ training, validation, resume }, recordingSession(stopAfterStep));
}

describe.each(backendNames)('what a run on %s writes for TensorBoard', (backend) => {
  it('is the numbers of its log, histograms of its weights and pictures of its faces', async () => {
    const folder = temporaryRunFolder();
    await onBackend(backend, () => train(folder, false));
    const events = readEventFiles(folder);
    const valuesAt = (step: number) =>
      events.filter((event) => event.step === step).flatMap((event) => event.values);
    for (const event of loggedEvents(folder)) {
      const scalars = new Map(valuesAt(event.globalStep).map(({ tag, scalar }) => [tag, scalar]));
      const expected =
        event.type === 'step'
          ? {
              'training/loss': event.loss,
              'training/loss/pose': event.lossByHead['pose'],
              'training/learning_rate': event.learningRate,
            }
          : { 'validation/nme/landmarks': event.type === 'validated' ? event.metrics['nme/landmarks'] : 0 };
      for (const [tag, value] of Object.entries(expected))
        expect(scalars.get(tag), tag).toBe(Math.fround(value!));
    }
    const { arrays } = newestCheckpoint(folder);
    const histograms = valuesAt(6).flatMap(({ tag, histogram }) =>
      histogram ? [[tag, histogram.num] as const] : [],
    );
    expect(histograms.map(([tag]) => tag)).toContain('weights/conv1/weights');
    expect(histograms.reduce((sum, [, count]) => sum + count, 0)).toBe(arrays.trainable.length);
    const pictures = events.flatMap(({ step, values }) =>
      values.flatMap(({ tag, image }) => (image ? [{ step, tag, image }] : [])),
    );
    expect(pictures.map(({ step, tag }) => `${step} ${tag}`)).toEqual([
      ...['0 faces/training', '2 faces/validation', '4 faces/validation', '6 faces/validation'],
    ]);
    for (const { image } of pictures) {
      expect(await sharp(image.png).metadata()).toMatchObject({ width: image.width, height: image.height });
    }
  });

  it('has what each head’s loss counted in every step, where a strategy says so', async () => {
    const folder = temporaryRunFolder();
    const weighed = { ...configuration, weighting: { kind: 'uncertainty', learningRate: 0.1 } as const };
    await onBackend(backend, async () => {
      const estimator = new Estimator({ configuration: weighed, scheme, attributes }, folder);
      await estimator.train({ training: tinyFaces(10), validation: null, resume: false }, recordingSession());
    });
    const steps = loggedEvents(folder).flatMap((event) => (event.type === 'step' ? [event] : []));
    const ofPose = readEventFiles(folder).flatMap(({ values }) =>
      values.flatMap(({ tag, scalar }) => (tag === 'training/weight/pose' ? [scalar] : [])),
    );
    expect(ofPose).toHaveLength(6);
    expect(ofPose).toEqual(steps.map(({ weightByHead }) => Math.fround(weightByHead!['pose']!)));
    expect(new Set(ofPose).size).toBe(6);
  });

  it('is the same for a run that was stopped and resumed, nothing twice and nothing lost', async () => {
    const [through, resumed] = [temporaryRunFolder(), temporaryRunFolder()];
    await onBackend(backend, async () => {
      await train(through, false);
      await train(resumed, false, 3);
      await train(resumed, true);
    });
    const values = (folder: string) =>
      readEventFiles(folder).flatMap(({ step, values: of }) => of.map((value) => ({ step, ...value })));
    // Where it was stopped it kept a checkpoint, and its weights are there.
    const isOfStop = ({ step, tag }: { step: number; tag: string }) =>
      step === 3 && tag.startsWith('weights/');
    expect(values(resumed).filter((value) => !isOfStop(value))).toEqual(values(through));
    const lines = stepsAndTags(readEventFiles(resumed));
    expect(new Set(lines).size).toBe(lines.length);
  });
});

it('both backends write the same bytes but for the numbers in them', async (test) => {
  if (backendNames.length < 2) test.skip();
  const [first, second] = [temporaryRunFolder(), temporaryRunFolder()];
  await onBackend('wasm', () => train(first, false));
  await onBackend('tensorflow', () => train(second, false));
  const outline = (folder: string) =>
    readEventFiles(folder).map(({ step, version, values }) => [
      step,
      version,
      values.map(({ tag, image, histogram }) => [
        tag,
        image?.width,
        histogram?.num,
        histogram?.counts.length,
      ]),
    ]);
  expect(outline(first)).toEqual(outline(second));
});
