import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { ModelFormat } from '@shared/learning/modelFormat';
import type { Advice } from '../../../../../src/main/learning/adviser/advice';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import { exportModel } from '../../../../../src/main/models/exportModel';
import { parametersOf } from '../../../../../src/main/models/parameters';
import { openWeightSource } from '../../../../../src/main/models/read/openSource';
import type { WeightSource } from '../../../../../src/main/models/read/source';
import { startWeightsFor } from '../../../../../src/main/runs/startFrom';
import type { Project } from '../../../../../src/main/project/project';
import { temporaryFolder, temporaryProject } from '../../project/support';
import { recordingJob } from '../../runs/support';
import { sampleAdvice } from '../sampleAdvice';
import { sampleConfiguration, sampleModel, type SampleModel } from '../sampleModel';

let sample: SampleModel;
beforeAll(async () => {
  sample = await sampleModel(sampleConfiguration('studio'));
});

function trainedProject(advice: Advice = {}): Project {
  const project = temporaryProject();
  const run = project.runs.create({ name: 'run', configuration: sample.context.configuration });
  new CheckpointStore(project.runs.folder(run.id), () => undefined).save({ ...sample.checkpoint, advice });
  return project;
}

async function exported(project: Project, format: ModelFormat): Promise<string> {
  const folder = join(temporaryFolder(), 'model');
  await exportModel(project, { run: 'run', format, folder, checkpoint: 'newest' }, recordingJob());
  return folder;
}

const numbersOf = ({ parameters }: WeightSource): Record<string, number[]> =>
  Object.fromEntries([...parameters].map(([name, { values }]) => [name, [...values]]));
const ownNumbers = (): Record<string, number[]> =>
  Object.fromEntries([...parametersOf(sample.checkpoint)].map(([name, { values }]) => [name, [...values]]));
const silent = (): undefined => undefined;

describe('openWeightSource', () => {
  it.each(['keras', 'tfjs'] as const)('reads back every number of an export as %s', async (format) => {
    const project = trainedProject();
    const source = await openWeightSource(project, await exported(project, format), silent);
    expect(numbersOf(source)).toEqual(ownNumbers());
    expect(source.labels?.heads).toHaveLength(5);
  });

  it.each(['keras', 'tfjs'] as const)(
    'takes the run’s own network, and no adviser beside it: %s',
    async (format) => {
      const project = trainedProject({ gender: sampleAdvice(2, 0.4) });
      const folder = await exported(project, format);
      expect(readdirSync(folder)).toContain('adviser');
      expect(numbersOf(await openWeightSource(project, folder, silent))).toEqual(ownNumbers());
    },
  );

  it('reads a run of the project by its name', async () => {
    const source = await openWeightSource(trainedProject(), 'run', silent);
    expect(source.name).toBe('run');
    expect(numbersOf(source)).toEqual(ownNumbers());
  });

  it('says what is wrong with what it cannot read', async () => {
    const project = trainedProject();
    const folder = temporaryFolder();
    const open = (from: string): Promise<WeightSource> => openWeightSource(project, from, silent);
    const refused = (why: RegExp) => ({
      code: 'model-unreadable',
      message: expect.stringMatching(why) as string,
    });
    await expect(open(join(folder, 'nothing'))).rejects.toMatchObject(refused(/no such file/));
    await expect(open(folder)).rejects.toMatchObject(refused(/no model.keras/));
    const broken = join(folder, 'broken.keras');
    const whole = readFileSync(join(await exported(project, 'keras'), 'model.keras'));
    writeFileSync(broken, whole.subarray(0, whole.length >> 1));
    await expect(open(broken)).rejects.toMatchObject(refused(/no whole zip/));
    const tfjs = await exported(project, 'tfjs');
    writeFileSync(join(tfjs, 'weights.bin'), Buffer.alloc(8));
    await expect(open(tfjs)).rejects.toMatchObject(refused(/weights end before/));
    const model = join(tfjs, 'model.json');
    writeFileSync(model, readFileSync(model, 'utf8').replace('"weights.bin"', '"../weights.bin"'));
    await expect(open(tfjs)).rejects.toMatchObject(refused(/lie elsewhere/));
    writeFileSync(model, '{}');
    await expect(open(tfjs)).rejects.toMatchObject(refused(/no layers model/));
  });
});

describe('a new run’s start', () => {
  it('takes the trunk, and the heads whose numbers mean the same', async () => {
    const project = trainedProject();
    const notes: string[] = [];
    const configuration = sampleConfiguration('studio');
    const otherPoints = {
      ...mtflTemplate,
      scheme: {
        ...mtflTemplate.scheme,
        points: mtflTemplate.scheme.points.map((point) =>
          point.id === 'nose' ? { ...point, id: 'nose_tip' } : point,
        ),
      },
    };
    const heads = configuration.heads.map((head) =>
      head.kind === 'landmarks'
        ? {
            ...head,
            target: { from: 'landmarks', points: otherPoints.scheme.points.map(({ id }) => id) } as const,
          }
        : head,
    );
    const { weights } = await startWeightsFor(
      project,
      await exported(project, 'keras'),
      { ...configuration, heads },
      otherPoints,
      (message) => notes.push(message),
    );
    const known = parametersOf(sample.checkpoint);
    expect(weights.get('conv6/mean')).toEqual(known.get('conv6/mean')!.values);
    expect(weights.get('head/pose/bias')).toEqual(known.get('head/pose/bias')!.values);
    expect(weights.has('head/landmarks/weights')).toBe(false);
    expect(notes.at(-1)).toBe(
      'What does not fit starts by chance: head/landmarks: it answers something else there.',
    );
  });

  it('takes what has the same shape of a network of another input size, and nothing of another network', async () => {
    const project = trainedProject();
    const notes: string[] = [];
    const studio = sampleConfiguration('studio');
    const larger = { ...studio, input: { ...studio.input, sizePx: 64 } };
    const { weights } = await startWeightsFor(project, 'run', larger, mtflTemplate, (note) =>
      notes.push(note),
    );
    expect([...weights.keys()]).toContain('conv6/weights');
    expect([...weights.keys()]).not.toContain('dense/weights');
    expect(notes.at(-1)).toContain('dense: it is 128×256 in it, and 2048×256 here');
    await expect(
      startWeightsFor(project, 'run', sampleConfiguration('tutorial'), mtflTemplate, silent),
    ).rejects.toMatchObject({ code: 'nothing-to-start-from' });
  });
});
