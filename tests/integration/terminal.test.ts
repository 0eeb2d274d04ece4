import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawMtfl } from '../support/drawnFaces';
import { facet, facetJson, wasm } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

const root = resolve(import.meta.dirname, '../..');
const mini = resolve(root, '../shared/data/mtfl-mini.zip');

describe('the terminal', () => {
  it('shows its commands, and calls a word it does not know wrong usage', async () => {
    const help = await facet(['--help']);
    expect(help).toMatchObject({ exitCode: 0, errors: '' });
    expect(help.out).toContain('predict');
    expect(await facet(['bake'])).toMatchObject({ exitCode: 2, out: '' });
    const wrong = [
      'predict',
      '--project',
      'p',
      '--run',
      'r',
      '--input',
      'i',
      '--output',
      'o',
      '--format',
      'pdf',
    ];
    expect(await facet(wrong)).toMatchObject({
      exitCode: 2,
      errors: expect.not.stringContaining('at ') as string,
    });
  });

  it('says what failed, for people and for programs', async () => {
    const folder = temporaryFolder();
    const missing = await facet([
      'import',
      join(folder, 'nowhere'),
      '--project',
      join(folder, 'p'),
      '--json',
    ]);
    expect(missing.exitCode).toBe(1);
    expect(missing.json()).toMatchObject({
      error: { message: expect.stringContaining('nowhere') as string },
    });
    expect(missing.errors).toContain('nowhere');
  });

  it('examines the machine', async () => {
    const report = (await facetJson(['doctor'], wasm)) as {
      facts: { name: string; value: string }[];
      backends: { backend: string; facesPerSecond: number | null }[];
    };
    const names = report.facts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Node', 'TensorFlow', 'GPU', 'processor', 'disk']));
    expect(report.backends.map(({ backend }) => backend)).toEqual(['tensorflow', 'wasm']);
    expect(report.backends[1]!.facesPerSecond).toBeGreaterThan(0);
  });

  it('does the whole job on drawn faces, each command with its fields', async () => {
    const folder = temporaryFolder();
    const [data, project, output] = ['data', 'project', 'output'].map((name) => join(folder, name));
    await drawMtfl(data!, { training: 16, testing: 5 });
    const on = ['--project', project!];
    const imported = await facetJson(['import', data!, ...on]);
    expect(Object.keys(imported)).toEqual([
      'format',
      'read',
      'imported',
      'updated',
      'skipped',
      'problems',
      'splits',
      'seconds',
    ]);
    const chosen = ['--heads', 'landmarks,pose', '--weights', 'pose=0.5', '--epochs', '0.5', '--batch', '4'];
    const trained = await facetJson(['train', ...on, ...chosen, '--name', 'two', '--seed', '3'], wasm);
    expect(Object.keys(trained)).toEqual([
      'run',
      'global_step',
      'seconds',
      'facesPerSecond',
      'backend',
      'device',
      'engine',
    ]);
    expect(trained).toMatchObject({ run: 'two', global_step: 2, backend: 'wasm' });

    const evaluated = await facetJson(['evaluate', ...on, '--run', 'two'], wasm);
    const floors = evaluated['floors'] as Record<string, number>;
    for (const metric of [
      'nme/landmarks',
      'failure_rate/landmarks',
      'accuracy/pose',
      'balanced_accuracy/pose',
    ]) {
      expect(evaluated[metric], metric).toEqual(expect.any(Number));
      expect(floors[metric], metric).toEqual(expect.any(Number));
    }
    expect(evaluated).not.toHaveProperty('accuracy/gender');
    const text = await facet(
      ['evaluate', ...on, '--run', 'two', '--split', 'training', '--checkpoint', 'best'],
      wasm,
    );
    expect(text.out).toMatch(/^balanced_accuracy\/pose +\d\.\d{4} +\d\.\d{4}$/m);

    const photos = ['--input', join(data!, 'testing'), '--output', output!, '--format', 'jsonl'];
    expect(await facetJson(['predict', ...on, '--run', 'two', ...photos], wasm)).toMatchObject({
      images: 5,
      faces: 5,
      failed: 0,
      outputs: [join(output!, 'predictions.jsonl')],
      problems: [],
    });
    const { runs } = (await facetJson(['runs', ...on])) as { runs: { evaluations: object }[] };
    expect(runs).toMatchObject([{ name: 'two', state: 'finished', globalStep: 2 }]);
    expect(Object.keys(runs[0]!.evaluations).sort()).toEqual(['testing', 'training']);
    const exported = await facetJson(['export', ...on, '--output', join(folder, 'exported')]);
    expect(exported).toMatchObject({ faces: 21, problems: [] });
  });
});

describe.skipIf(!existsSync(mini))(`the whole job on real faces (needs ${mini})`, () => {
  it('imports, trains, evaluates, suggests, predicts and exports', async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    const on = ['--project', project];
    expect(await facetJson(['import', mini, ...on])).toMatchObject({
      read: 500,
      imported: 500,
      skipped: 0,
      problems: [],
      splits: { training: 400, testing: 100 },
    });
    expect(await facetJson(['import', mini, ...on])).toMatchObject({ read: 500, imported: 0, skipped: 0 });

    const trained = await facetJson(['train', ...on, '--preset', 'tutorial', '--steps', '3']);
    expect(trained).toMatchObject({ run: 'tutorial-1', global_step: 3 });

    const evaluated = await facetJson(['evaluate', ...on, '--run', 'tutorial-1']);
    const batches = Math.ceil(100 / 64);
    const metric = (name: string): number => evaluated[name] as number;
    expect(metric('loss/head_nose')).toBeCloseTo((metric('average_loss/head_nose') * 200) / batches, 5);
    expect(metric('loss/head_pose')).toBeCloseTo((metric('average_loss/head_pose') * 100) / batches, 5);
    expect(metric('loss')).toBeCloseTo(metric('loss/head_nose') + metric('loss/head_pose'), 5);

    const suggested = await facetJson(['suggest', ...on, '--run', 'tutorial-1']);
    expect(suggested).toMatchObject({ run: 'tutorial-1', faces: 500, problems: [] });
    expect(suggested['contradicted']).toEqual({ head_pose: expect.any(Number) });

    const source = join(project, 'sources');
    const unpacked = join(source, readdirSync(source)[0]!);
    const dataset = existsSync(join(unpacked, 'training.txt'))
      ? unpacked
      : join(unpacked, readdirSync(unpacked)[0]!);
    const photos = ['--input', join(dataset, 'AFLW'), '--output', join(folder, 'predictions')];
    const predict = ['predict', ...on, '--run', 'tutorial-1', ...photos, '--format', 'csv,jsonl'];
    expect(await facetJson(predict)).toMatchObject({ images: 100, faces: 100, failed: 0 });

    const exported = join(folder, 'exported');
    expect(await facet(['export', ...on, '--output', exported])).toMatchObject({ exitCode: 0 });
    for (const name of ['training.txt', 'testing.txt']) {
      expect(readFileSync(join(exported, name)).equals(readFileSync(join(dataset, name)))).toBe(true);
    }
  });
});
