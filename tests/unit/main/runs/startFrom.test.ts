import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate, type Template } from '@shared/domain/template';
import { CheckpointStore } from '../../../../src/main/learning/checkpoints/store';
import { startWeightsFor } from '../../../../src/main/runs/startFrom';
import type { Project } from '../../../../src/main/project/project';
import { sampleConfiguration, sampleModel, type SampleModel } from '../models/sampleModel';
import { temporaryProject } from '../project/support';

let sample: SampleModel;
beforeAll(async () => {
  sample = await sampleModel(sampleConfiguration('studio'));
});

function trainedProject(): Project {
  const project = temporaryProject();
  const run = project.runs.create({ name: 'base', configuration: sample.context.configuration });
  new CheckpointStore(project.runs.folder(run.id), () => undefined).save(sample.checkpoint);
  return project;
}

/** The five points of MTFL and a sixth. */
const { scheme } = mtflTemplate;
const chin = { ...scheme.points[2]!, id: 'chin', name: 'Chin' };
const sixPoints: Template = {
  ...mtflTemplate,
  scheme: { ...scheme, id: 'six', name: 'Six points', points: [...scheme.points, chin] },
};
const frozenTrunk = { epochs: 2, fineTuneRate: 0.0001 };

describe('a run that starts from one of another landmark scheme', () => {
  it('takes its trunk and the heads that mean the same, and says what begins anew', async () => {
    const configuration = {
      ...sampleConfiguration('studio'),
      frozenTrunk,
      heads: sample.context.configuration.heads.map((head) =>
        head.name === 'landmarks'
          ? {
              ...head,
              target: { from: 'landmarks' as const, points: sixPoints.scheme.points.map(({ id }) => id) },
            }
          : head,
      ),
    };
    const notes: string[] = [];
    const note = (message: string): void => void notes.push(message);
    const { weights, start } = await startWeightsFor(
      trainedProject(),
      'base',
      configuration,
      sixPoints,
      note,
    );
    expect(weights.has('dense/weights')).toBe(true);
    expect(weights.has('head/pose/weights')).toBe(true);
    expect(weights.has('head/landmarks/weights')).toBe(false);
    expect(start).toMatchObject({
      ...{ from: 'base', kind: 'run', checkpointStep: sample.checkpoint.globalStep },
      heads: ['gender', 'smile', 'glasses', 'pose'],
      byChance: [{ part: 'head/landmarks', reason: 'it is 256×10 in it, and 256×12 here' }],
    });
    expect(start.layers).toContain('dense');
    expect(start.hash).toMatch(/^[0-9a-f]{64}$/);
    const told = notes.join('\n');
    expect(told).toContain(
      `base was trained on the points of “${scheme.name}”, and this project has those of “Six points”`,
    );
    expect(told).toMatch(/starts by chance: head\/landmarks: it is 256×10 in it, and 256×12 here/);
  });

  it('says nothing of schemes where they are the same', async () => {
    const notes: string[] = [];
    const configuration = sampleConfiguration('studio');
    const note = (message: string): void => void notes.push(message);
    await startWeightsFor(trainedProject(), 'base', configuration, mtflTemplate, note);
    expect(notes.join('\n')).toContain('The run starts from base');
    expect(notes.join('\n')).not.toContain('the points of');
  });
});

it('a trunk that is not all there cannot be frozen, and can be started from', async () => {
  const configuration = sampleConfiguration('studio');
  // Larger pictures leave more of each face for the dense layer, whose weights then are others.
  const larger = { ...configuration, input: { ...configuration.input, sizePx: 40 } };
  const start = (changes: object): ReturnType<typeof startWeightsFor> =>
    startWeightsFor(trainedProject(), 'base', { ...larger, ...changes }, mtflTemplate, () => undefined);
  await expect(start({ frozenTrunk })).rejects.toMatchObject({
    code: 'bad-freeze',
    message: expect.stringContaining('does not fit wholly') as string,
  });
  expect((await start({})).weights.has('conv1/weights')).toBe(true);
});
