import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ModelFormat } from '@shared/learning/modelFormat';
import type { Advice } from '../../../../src/main/learning/adviser/advice';
import { CheckpointStore } from '../../../../src/main/learning/checkpoints/store';
import { exportModel } from '../../../../src/main/models/exportModel';
import { labelsSchema } from '../../../../src/main/models/labels';
import type { Preprocess } from '../../../../src/main/models/preprocess';
import type { Project } from '../../../../src/main/project/project';
import { writeRunStart } from '../../../../src/main/runs/runStart';
import { importedFace, importFaces, temporaryFolder, temporaryProject } from '../project/support';
import { recordingJob } from '../runs/support';
import { sampleAdvice } from './sampleAdvice';
import { sampleConfiguration, sampleModel, type SampleModel } from './sampleModel';

let sample: SampleModel;
beforeAll(async () => {
  sample = await sampleModel(sampleConfiguration('studio'));
});

/** A project with a run whose checkpoints are of steps 6 and 12, the first being the best. */
function trainedProject(advice: Advice = {}, configuration = sample.context.configuration): Project {
  const project = temporaryProject();
  importFaces(project, [importedFace(3), importedFace(7)]);
  const run = project.runs.create({ name: 'run', configuration });
  const store = new CheckpointStore(project.runs.folder(run.id), () => undefined);
  const best = { globalStep: 6, criterion: 1, metrics: {} };
  store.save({ ...sample.checkpoint, globalStep: 6, best, advice });
  store.save({ ...sample.checkpoint, best, advice });
  return project;
}

const adviceOf = (share: number): Advice => ({ gender: sampleAdvice(2, share) });

const wishes = { run: 'run', format: 'onnx', checkpoint: 'best' } as const;

describe('exportModel', () => {
  it.each<[ModelFormat, string[]]>([
    ['onnx', ['model.onnx']],
    ['tfjs', ['model.json', 'weights.bin']],
    ['keras', ['model.keras']],
    ['savedmodel', ['saved_model.pb']],
  ])('writes %s with how to feed it, what it answers and a card', async (format, files) => {
    const folder = join(temporaryFolder(), 'deep', 'model');
    const report = await exportModel(trainedProject(), { ...wishes, format, folder }, recordingJob());
    expect(readdirSync(folder).sort()).toEqual(
      [...files, 'README.md', 'labels.json', 'preprocess.json'].sort(),
    );
    expect(report).toMatchObject({ folder, format, globalStep: 6 });
    const labels = labelsSchema.parse(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')));
    expect(labels.heads.map(({ output }) => output)).toEqual([
      'landmarks_points',
      'gender_probabilities',
      'smile_probabilities',
      'glasses_probabilities',
      'pose_probabilities',
    ]);
    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(parse(card.split('---\n')[1]!)).toMatchObject({
      pipeline_tag: 'keypoint-detection',
      license: 'other',
    });
    expect(card).toContain(report.fingerprint);
    expect(card).toContain('Gender above all');
    expect(card).toContain('was not evaluated');
    // What taught the trunk is said, and no part of what is handed on.
    expect(card).toContain('which were no labels and are not answered');
    expect(card).toContain('Labels of smile gave way in part');
    const own = sample.checkpoint.model.parameters.filter(({ name }) => !name.startsWith('head/face-mesh/'));
    const count = own.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    expect(card).toContain(`${count.toLocaleString('en')} parameters`);
  });

  it.each<[ModelFormat, string[], string]>([
    ['onnx', ['model.onnx'], 'onnxruntime.InferenceSession("adviser/model.onnx")'],
    ['tfjs', ['model.json', 'weights.bin'], "tf.loadLayersModel('adviser/model.json')"],
    ['keras', ['model.keras'], 'keras.saving.load_model("adviser/model.keras")'],
    ['savedmodel', ['saved_model.pb'], 'tf.saved_model.load("adviser/")'],
  ])('writes an adviser that is worth asking as a second model: %s', async (format, files, loads) => {
    const folder = join(temporaryFolder(), 'model');
    const report = await exportModel(
      trainedProject(adviceOf(0.4)),
      { ...wishes, format, folder },
      recordingJob(),
    );
    expect(readdirSync(join(folder, 'adviser')).sort()).toEqual([...files, 'NOTICE.md'].sort());
    expect(report.files).toEqual(
      expect.arrayContaining([...files, 'NOTICE.md'].map((name) => `adviser/${name}`)),
    );
    const notice = readFileSync(join(folder, 'adviser', 'NOTICE.md'), 'utf8');
    expect(notice).toContain('## Licence of `@vladmandic/face-api`\n\nMIT License');
    expect(notice).toContain('## Licence of `@vladmandic/human`\n\nMIT License');
    const preprocess = JSON.parse(readFileSync(join(folder, 'preprocess.json'), 'utf8')) as Preprocess;
    expect(preprocess.adviser).toEqual({ model: 'adviser', heads: { gender: { own: 0.6, adviser: 0.4 } } });
    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(card).toContain(
      '**Of gender Facet asks an adviser as well**, the model in `adviser/`: a network of',
    );
    expect(card).toContain('what their features tell of gender was learnt from the labels');
    const [short, long] = Array.from(
      card.matchAll(/```(?:html|python)\n([\s\S]*?)```/g),
      ([, text]) => text!,
    );
    expect(short).not.toContain('adviser');
    expect(long).toContain(loads);
  });

  it.each([
    ['no adviser was asked', {}],
    ['it is not worth asking', adviceOf(0)],
  ])('says nothing of an adviser where %s', async (_case, advice) => {
    const folder = join(temporaryFolder(), 'model');
    await exportModel(trainedProject(advice), { ...wishes, folder }, recordingJob());
    expect(existsSync(join(folder, 'adviser'))).toBe(false);
    const preprocess = JSON.parse(readFileSync(join(folder, 'preprocess.json'), 'utf8')) as Preprocess;
    expect(preprocess.adviser).toBeNull();
    // The run's configuration, which is told whole, names it.
    const told = readFileSync(join(folder, 'README.md'), 'utf8').replace(/```json[\s\S]*?```/, '');
    expect(told).not.toContain('adviser');
  });

  it('has the long program on the card where a face is seen once, and an adviser asked of that', async () => {
    const { views: _views, ...configuration } = sample.context.configuration;
    const programsOf = async (advice: Advice): Promise<number> => {
      const folder = join(temporaryFolder(), 'model');
      await exportModel(trainedProject(advice, configuration), { ...wishes, folder }, recordingJob());
      return readFileSync(join(folder, 'README.md'), 'utf8').split('```python').length - 1;
    };
    expect(await programsOf(adviceOf(0.4))).toBe(2);
    expect(await programsOf({})).toBe(1);
  });

  it('says on the card what the run began from', async () => {
    const project = trainedProject();
    writeRunStart(project.runs.folder(project.runs.get('run').id), {
      ...{ from: 'base', kind: 'run', checkpointStep: 4, layers: ['conv1'], heads: ['pose'], hash: 'ab' },
      byChance: [],
    });
    const folder = join(temporaryFolder(), 'model');
    await exportModel(project, { ...wishes, folder }, recordingJob());
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(
      'It began from the run “base” (its checkpoint of step 4, the best in validation): its whole trunk and its head pose.',
    );
  });

  it('hands on the checkpoint that was chosen', async () => {
    const project = trainedProject();
    const stepOf = async (checkpoint: 'newest' | 'best' | number): Promise<number> => {
      const folder = join(temporaryFolder(), 'model');
      return (await exportModel(project, { ...wishes, checkpoint, folder }, recordingJob())).globalStep;
    };
    expect(await stepOf('newest')).toBe(12);
    expect(await stepOf('best')).toBe(6);
    expect(await stepOf(12)).toBe(12);
    await expect(stepOf(7)).rejects.toMatchObject({
      code: 'checkpoint-missing',
      details: { steps: [6, 12] },
    });
  });

  it('is named by its weights alone', async () => {
    const of = async (format: ModelFormat): Promise<string> => {
      const folder = join(temporaryFolder(), 'model');
      return (await exportModel(trainedProject(), { ...wishes, format, folder }, recordingJob())).fingerprint;
    };
    expect(await of('keras')).toBe(await of('onnx'));
  });

  it('says what an evaluation found, beside the floors and by group', async () => {
    const project = trainedProject(adviceOf(0.4));
    const run = project.runs.get('run');
    const outputs = (kind: 'landmarks' | 'multi-class', width: number, errors: number[]) => ({
      kind,
      width,
      values: new Float32Array(2 * width).fill(0.5),
      losses: new Float32Array(2),
      errors: Float32Array.from(errors),
    });
    project.evaluations.record(
      run.id,
      {
        split: 'testing',
        checkpoint: 'newest',
        globalStep: 12,
        seconds: 1,
        engine: { backend: 'wasm', device: 'one', library: 'lib', notice: null },
        metrics: { 'nme/landmarks': 0.25, 'accuracy/gender': 0.75, 'accuracy_alone/gender': 0.625 },
        floors: { 'nme/landmarks': 0.375, 'accuracy/gender': 0.5 },
        confusion: {},
      },
      Int32Array.of(1, 2),
      {
        count: 2,
        heads: {
          landmarks: outputs('landmarks', 10, [0.125, 0.375]),
          gender: outputs('multi-class', 2, [0, 1]),
        },
      },
      {
        readAt: new Date().toISOString(),
        journalId: 0,
        targets: {
          landmarks: { targetWidth: 11, targets: new Float32Array(22).fill(1) },
          gender: { targetWidth: 1, targets: Float32Array.of(0, 1) },
        },
      },
    );
    const folder = join(temporaryFolder(), 'model');
    await exportModel(project, { ...wishes, checkpoint: 'best', folder }, recordingJob());
    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(card).toContain('| landmarks | nme | 25.0 % | 37.5 % |');
    // What Facet reaches with an adviser is not the model's own.
    expect(card).toContain('| gender | accuracy | 62.5 % | 50.0 % |');
    expect(card).toContain('as Facet does, it is right in 75.0 % of these faces');
    expect(card).toContain('step 12 was measured, and step 6 is handed on');
    expect(card).toContain('| male | 1 | 12.5 % | 100.0 % |');
    expect(card).toContain('| female | 1 | 37.5 % | 0.0 % |');
    const header = parse(card.split('---\n')[1]!) as {
      'model-index': [{ results: { metrics: object[] }[] }];
    };
    expect(header['model-index'][0].results[0]!.metrics).toEqual([
      { type: 'nme', name: 'nme of landmarks', value: 0.25 },
    ]);
    expect(header['model-index'][0].results[1]!.metrics).toEqual([
      { type: 'accuracy', name: 'accuracy of gender', value: 0.625 },
    ]);
  });

  it('never replaces what is there, and leaves nothing half done', async () => {
    const project = trainedProject();
    const parent = temporaryFolder();
    const folder = join(parent, 'model');
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await expect(exportModel(project, { ...wishes, folder }, recordingJob())).rejects.toMatchObject({
      code: 'folder-not-empty',
    });
    const file = join(parent, 'file');
    writeFileSync(file, 'mine');
    await expect(
      exportModel(project, { ...wishes, folder: join(file, 'model') }, recordingJob()),
    ).rejects.toMatchObject({ code: 'folder-unwritable' });
    const job = recordingJob();
    job.cancel();
    const stopped = join(parent, 'stopped');
    await expect(exportModel(project, { ...wishes, folder: stopped }, job)).rejects.toThrow(/abort/i);
    expect(existsSync(stopped)).toBe(false);
    expect(readdirSync(parent).sort()).toEqual(['file', 'model']);
    const empty = join(parent, 'empty');
    mkdirSync(empty);
    await exportModel(project, { ...wishes, folder: empty }, recordingJob());
    expect(readdirSync(empty)).toContain('model.onnx');
  });
});
