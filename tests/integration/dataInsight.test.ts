import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { runJob } from '@shared/contract/client';
import type { Answer, Channel, JobChannel, JobResults, Params } from '@shared/contract/channels';
import { confirmingEdit } from '@shared/domain/confirmed';
import { outOfFoldSplit } from '@shared/insight/ranking';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStudio, type Studio } from '../../src/main/studio';
import { drawFaces, writeMtfl } from '../support/drawnFaces';
import { facet, facetJson, startFacet } from '../support/facet';

/**
 * Drawn faces, a run of a small network that validates on half of them, and the real commands on copies of that
 * project. Four of the test faces are training faces again: encoded anew, or scaled.
 */
const [training, testing, repeated] = [160, 24, 4] as const;
let folder = '';
const trained = (): string => join(folder, 'trained');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-insight-'));
  const faces = await drawFaces(training + testing);
  const half = faces.slice(0, training);
  const again = await Promise.all(
    half.slice(0, repeated).map(async (face, index) => {
      const image = sharp(face.jpeg);
      return { ...face, jpeg: await (index % 2 ? image.gamma(1.2) : image).jpeg({ quality: 55 }).toBuffer() };
    }),
  );
  writeMtfl(join(folder, 'mtfl'), { training: half, testing: [...faces.slice(training), ...again] });
  await facetJson(['import', join(folder, 'mtfl'), '--project', trained()]);
  await inStudio(trained(), async (studio) => {
    await done(studio, 'runs.train', {
      name: 'small',
      steps: 40,
      batchSize: 16,
      inputSizePx: 32,
      learningRate: 0.003,
      validationFraction: 0.5,
      checkpointEverySteps: 20,
      augmentation: null,
    });
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the project, to be changed. */
function copy(name: string): string {
  const project = join(folder, name);
  cpSync(trained(), project, { recursive: true });
  return project;
}

async function inStudio<Value>(project: string, work: (studio: Studio) => Promise<Value>): Promise<Value> {
  const studio = createStudio();
  try {
    const mode = existsSync(project) ? 'write' : 'create';
    await ask(studio, 'project.open', { folder: project, mode });
    return await work(studio);
  } finally {
    await studio.close();
  }
}

async function ask<Name extends Channel>(
  studio: Studio,
  channel: Name,
  params: Params<Name>,
): Promise<Answer<Name>> {
  const answer = await studio.request(channel, params);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.ok;
}

async function done<Name extends JobChannel>(
  studio: Studio,
  channel: Name,
  params: Params<Name>,
): Promise<JobResults[Name]> {
  const end = await runJob(studio, channel, params);
  if (end.error) throw new Error(end.error.message);
  return end.result!;
}

const heads = ['landmarks', 'gender', 'smile', 'glasses', 'pose'];

// By the head of glasses, of which no adviser is asked: what is handed on has the network's own temperature.
describe('a calibrated run', () => {
  it('says by the same temperature in its evaluation, its suggestions, its export and what it predicts', async () => {
    const project = copy('calibrated');
    const evaluation = await facetJson(['evaluate', '--project', project, '--run', 'small']);
    const calibration = evaluation['calibration'] as Record<string, { temperature: number | null }>;
    expect(Object.keys(calibration)).toEqual(heads.slice(1));
    const temperature = calibration['glasses']!.temperature!;
    expect(temperature).toBeGreaterThan(0);
    expect(temperature).not.toBe(1);

    await facetJson([
      'export',
      '--project',
      project,
      '--run',
      'small',
      '--as',
      'onnx',
      '--checkpoint',
      'last',
      '--output',
      join(folder, 'onnx'),
    ]);
    const labels = JSON.parse(readFileSync(join(folder, 'onnx', 'labels.json'), 'utf8')) as {
      heads: { head: string; temperature?: number }[];
    };
    expect(labels.heads.find(({ head }) => head === 'glasses')).toMatchObject({ temperature });
    expect(readFileSync(join(folder, 'onnx', 'README.md'), 'utf8')).toContain('temperature scaling');

    await facetJson(['suggest', '--project', project, '--run', 'small']);
    const photos = join(folder, 'mtfl', 'testing');
    await facetJson([
      'predict',
      '--project',
      project,
      '--run',
      'small',
      '--input',
      photos,
      '--faces',
      'whole',
      '--save',
      'csv,jsonl',
      '--output',
      join(folder, 'said'),
    ]);
    await inStudio(project, async (studio) => {
      const view = await ask(studio, 'inspect.head', { run: 'small', split: 'testing', head: 'glasses' });
      expect(view.insight).toMatchObject({ form: 'choice', calibration: { temperature } });
      // Of a suggestion and of an evaluation the same probability, to the last bit that is stored.
      const { mistakes } = await ask(studio, 'inspect.mistakes', {
        run: 'small',
        split: 'testing',
        head: 'glasses',
        offset: 0,
        limit: 100,
      });
      for (const { tile, confidence } of mistakes) {
        const suggestion = await ask(studio, 'faces.suggestion', { faceId: tile.id, run: 'small' });
        const said = suggestion!.attributes.find(({ attribute }) => attribute === 'glasses')!;
        expect(said.confidence).toBeCloseTo(confidence!, 5);
      }
    });
  });

  it('has an older run say that it is not calibrated', async () => {
    const project = copy('uncalibrated');
    await inStudio(project, async (studio) => {
      await done(studio, 'runs.train', { name: 'plain', steps: 2, inputSizePx: 32, validationFraction: 0 });
    });
    const end = await facet(['evaluate', '--project', project, '--run', 'plain']);
    expect(end.out).toContain('A head without a temperature is not calibrated');
  });
});

describe('facet label-errors', () => {
  it('asks about every training face a network that has not seen it, and a mended label is marked', async () => {
    const project = copy('checked');
    const words = ['label-errors', '--project', project, '--run', 'small', '--folds', '2', '--epochs', '1'];
    const report = await facetJson(words);
    expect(report).toMatchObject({ run: 'small', split: outOfFoldSplit, folds: 2, faces: training });
    expect(Object.keys(report['doubted'] as object)).toEqual(heads);
    expect(existsSync(join(project, 'runs', '1', 'folds'))).toBe(false);
    await inStudio(project, async (studio) => {
      const of = { run: 'small', split: outOfFoldSplit, head: 'gender' };
      const evaluations = await ask(studio, 'inspect.evaluations', { run: 'small' });
      expect(evaluations).toMatchObject([{ split: outOfFoldSplit, faces: training, changedFaces: 0 }]);
      const { total, mistakes } = await ask(studio, 'inspect.mistakes', { ...of, offset: 0, limit: 200 });
      expect(total).toBe((report['suspects'] as Record<string, number>)['gender']);
      const [worst] = mistakes;
      expect(worst!.predicted).not.toEqual(worst!.labelled);
      const to = worst!.labelled![0] === 'male' ? 'female' : 'male';
      await ask(studio, 'faces.edit', {
        edits: [{ faceId: worst!.tile.id, kind: 'attribute', attribute: 'gender', to }],
      });
      const after = await ask(studio, 'inspect.mistakes', { ...of, offset: 0, limit: 1 });
      expect(after.mistakes).toMatchObject([{ tile: { id: worst!.tile.id }, changed: true }]);
      // The other rankings of the same answers.
      const byLoss = await ask(studio, 'inspect.mistakes', { ...of, ranking: 'loss', offset: 0, limit: 5 });
      expect(byLoss.total).toBeGreaterThan(0);
    });
  });

  it('leaves out a head of which one face alone has a second value, and the faces without a label', async () => {
    const project = copy('rare');
    await inStudio(project, async (studio) => {
      const query: Params<'library.ids'>['query'] = {
        filter: { splits: ['training'] },
        sort: { by: 'id', descending: false },
      };
      const { ids } = await ask(studio, 'library.ids', { query, offset: 0, limit: training });
      const [bare, lone] = ids;
      const attributes = ['gender', 'smile', 'glasses', 'pose'];
      const points = ['left_eye', 'right_eye', 'nose', 'mouth_left', 'mouth_right'];
      await ask(studio, 'faces.edit', {
        edits: [
          ...attributes.map((attribute) => {
            return { faceId: bare!, kind: 'attribute', attribute, to: null } as const;
          }),
          ...points.map(
            (point) =>
              ({ faceId: bare!, kind: 'landmark', point, to: { x: 0, y: 0, visibility: 0 } }) as const,
          ),
          ...ids.slice(1).map((faceId) => {
            const to = faceId === lone ? 'yes' : 'no';
            return { faceId, kind: 'attribute', attribute: 'glasses', to } as const;
          }),
        ],
      });
    });
    const words = ['label-errors', '--project', project, '--run', 'small', '--folds', '3', '--epochs', '1'];
    const end = await facet([...words, '--json']);
    const others = heads.filter((head) => head !== 'glasses');
    expect(end.errors).toMatch(/Not checked, .*: glasses\./);
    const report = end.json();
    expect(report).toMatchObject({ faces: training - 1 });
    expect(Object.keys(report['doubted'] as object)).toEqual(others);
    // The numbers are of the answers that can be looked at.
    const metrics = report['metrics'] as Record<string, number>;
    await inStudio(project, async (studio) => {
      const of = { run: 'small', split: outOfFoldSplit, head: 'gender' };
      const { insight } = await ask(studio, 'inspect.head', of);
      if (insight.form !== 'choice') throw new Error('gender is a choice');
      const recalls = insight.confusion.map(
        (row, label) => row[label]! / row.reduce((sum, one) => sum + one),
      );
      expect(metrics['balanced_accuracy/gender']).toBeCloseTo((recalls[0]! + recalls[1]!) / 2, 6);
    });
  });

  it('doubts no label again that somebody has found right', async () => {
    const project = copy('confirmed');
    const words = ['label-errors', '--project', project, '--run', 'small', '--folds', '2', '--epochs', '1'];
    await facetJson(words);
    const of = { run: 'small', split: outOfFoldSplit, head: 'gender', offset: 0, limit: 200 };
    const right = await inStudio(project, async (studio) => {
      const { mistakes } = await ask(studio, 'inspect.mistakes', of);
      const faceIds = mistakes.map(({ tile }) => tile.id);
      const faces = await ask(studio, 'faces.get', { faceIds: faceIds.slice(0, 50) });
      const edits = faces.map((face) => confirmingEdit(face, 'gender')!) as Params<'faces.edit'>['edits'];
      await ask(studio, 'faces.edit', { edits });
      const left = await ask(studio, 'inspect.mistakes', of);
      expect(left.total).toBe(mistakes.length - faces.length);
      return new Set(faces.map(({ id }) => id));
    });
    expect(right.size).toBeGreaterThan(0);

    const again = await facetJson(words);
    await inStudio(project, async (studio) => {
      const { total, mistakes } = await ask(studio, 'inspect.mistakes', of);
      expect(mistakes.filter(({ tile }) => right.has(tile.id))).toEqual([]);
      expect(total).toBe((again['suspects'] as Record<string, number>)['gender']);
    });
  });

  it('goes on where it was stopped', async () => {
    const project = copy('stopped');
    const words = ['label-errors', '--project', project, '--run', 'small', '--folds', '2', '--epochs', '6'];
    const running = startFacet([...words, '--json']);
    // The first fold's answers are written when the second is begun.
    await running.says(/checking labels/);
    running.kill('SIGINT');
    const first = await running.ended;
    expect(first.exitCode).toBe(130);
    expect(existsSync(join(project, 'runs', '1', 'folds', 'digest'))).toBe(true);
    const second = await facet([...words, '--json']);
    expect(second.errors).toContain('An earlier check of the same labels is gone on with.');
    expect(second.json()).toMatchObject({ faces: training, folds: 2 });
  });

  it('refuses more folds than there are faces for, by name', async () => {
    const project = join(folder, 'few');
    writeMtfl(join(folder, 'few-mtfl'), { training: await drawFaces(12), testing: [] });
    await facetJson(['import', join(folder, 'few-mtfl'), '--project', project]);
    await inStudio(project, (studio) =>
      done(studio, 'runs.train', { name: 'few', steps: 1, inputSizePx: 32, heads: ['landmarks'] }),
    );
    const end = await facet([
      'label-errors',
      '--project',
      project,
      '--run',
      'few',
      '--folds',
      '20',
      '--json',
    ]);
    expect(end.json()).toMatchObject({ error: { code: 'too-few-faces' } });
    expect(existsSync(join(project, 'runs', '1', 'folds'))).toBe(false);
  });
});

describe('facet next', () => {
  it('queues faces that lack labels, which leave the queue when they are labelled', async () => {
    const project = copy('queued');
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    for (const [index, { jpeg }] of (await drawFaces(training + testing + 12)).slice(-12).entries()) {
      writeFileSync(join(photos, `${index}.jpg`), jpeg);
    }
    await facetJson(['import', photos, '--project', project]);
    const report = await facetJson(['next', '--project', project, '--run', 'small', '--count', '5']);
    expect(report).toMatchObject({ candidates: 12, queue: { length: 5 } });
    const ids = (report['queue'] as { faceId: number }[]).map(({ faceId }) => faceId);
    await inStudio(project, async (studio) => {
      const query = { filter: { queued: true }, sort: { by: 'queue', descending: false } } as const;
      const shown = await ask(studio, 'library.ids', { query, offset: 0, limit: 100 });
      expect(shown.ids).toEqual(ids);
      const [first, second] = ids;
      await ask(studio, 'faces.edit', {
        edits: [
          ...['left_eye', 'right_eye', 'nose', 'mouth_left', 'mouth_right'].map((point, place) => {
            const to = { x: 10 + place, y: 10, visibility: 2 as const };
            return { faceId: first!, kind: 'landmark', point, to } as const;
          }),
          ...(
            [
              ['gender', 'male'],
              ['smile', 'no'],
              ['glasses', 'no'],
              ['pose', 'frontal'],
            ] as const
          ).map(([attribute, to]) => ({ faceId: first!, kind: 'attribute', attribute, to }) as const),
          // One label alone does not take a face out of it.
          { faceId: second!, kind: 'attribute', attribute: 'gender', to: 'male' },
        ],
      });
      const left = await ask(studio, 'library.ids', { query, offset: 0, limit: 100 });
      expect(left.ids).toEqual(ids.slice(1));
      const facets = await ask(studio, 'library.facets', { filter: {}, predictionsOf: null });
      expect(facets.queued).toBe(4);
    });
  });

  it('says so where every face is labelled', async () => {
    const end = await facet(['next', '--project', copy('labelled'), '--run', 'small', '--json']);
    expect(end.json()).toMatchObject({ error: { code: 'nothing-to-label' } });
  });
});

describe('facet repeats', () => {
  it('finds training faces among the test faces, encoded anew and in other light, and Train warns of them', async () => {
    const project = copy('repeats');
    const report = await facetJson(['repeats', '--project', project]);
    const pairs = report['pairs'] as {
      first: { image: string; split: string };
      second: { image: string; split: string };
    }[];
    const across = pairs
      .filter(({ first, second }) => first.split !== second.split)
      .map(({ first, second }) => [first.image, second.image].toSorted((a, b) => b.localeCompare(a)));
    const name = (split: string, index: number): string => `${split}/${String(index).padStart(5, '0')}.jpg`;
    expect(across.toSorted()).toEqual(
      Array.from({ length: repeated }, (_, index) => [
        name('training', index),
        name('testing', testing + index),
      ]),
    );
    await inStudio(project, async (studio) => {
      const plan = await ask(studio, 'training.plan', {});
      expect(plan.repeats).toMatchObject({ withTestFaces: repeated });
      const facets = await ask(studio, 'library.facets', {
        filter: { splits: ['testing'] },
        predictionsOf: null,
      });
      expect(facets.repeated).toBe(repeated);
    });
  });
});

describe('facet train', () => {
  it('refuses to train a head with one class, and the others go on without it', async () => {
    const project = copy('one-class');
    await inStudio(project, async (studio) => {
      const { ids } = await ask(studio, 'library.ids', {
        query: { filter: { attributes: { glasses: ['yes'] } }, sort: { by: 'id', descending: false } },
        offset: 0,
        limit: 1000,
      });
      const edit = { kind: 'attribute', attribute: 'glasses', to: 'no' } as const;
      await done(studio, 'faces.editMany', { edit, faceIds: [...ids] });
      const plan = await ask(studio, 'training.plan', {});
      const card = plan.presets.studio.heads.find(({ name }) => name === 'glasses');
      expect(card!.balance.map(({ faces }) => faces > 0)).toEqual([true, false]);
      const held = await ask(studio, 'training.heldOut', { validationFraction: 0.5, seed: 3 });
      expect(held['glasses']![1]).toBe(0);
      expect(held['glasses']![0]).toBe(held['gender']!.reduce((sum, faces) => sum + faces));
    });
    // Without a teacher and an adviser, who would first look at every face.
    const train = ['train', '--project', project, '--preset', 'quick', '--steps', '1', '--json'];
    expect((await facet([...train, '--heads', 'landmarks,glasses'])).json()).toMatchObject({
      error: { code: 'head-with-one-class' },
    });
    // Where nobody names heads, it is left out.
    const others = await facet(train);
    expect(others.json()).toMatchObject({ global_step: 1 });
    expect(others.errors).toMatch(/Left out, since all its labels are of one value .*: .*glasses/);
  });
});
