import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adviseRun } from '../support/advisedRun';
import { drawMtfl } from '../support/drawnFaces';
import { facetJson, wasm } from '../support/facet';
import { largestDifference } from '../support/numbers';
import { hasModules, runPython } from '../support/python';

/** What each format's programs need of Python. */
const modules = {
  onnx: ['numpy', 'PIL', 'onnxruntime'],
  keras: ['numpy', 'PIL', 'keras', 'tensorflow'],
  savedmodel: ['numpy', 'PIL', 'tensorflow'],
} as const;
const formats = Object.keys(modules) as (keyof typeof modules)[];

interface PredictedPhoto {
  readonly width: number;
  readonly faces: readonly {
    readonly points: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
    readonly heads: Readonly<Record<string, { readonly probabilities: Readonly<Record<string, number>> }>>;
  }[];
}

describe('the programs in the README of a model with an adviser', () => {
  let home: string;
  let photo: string;
  let project: string;
  let side: number;
  /** Of each head. */
  let expected: readonly (readonly number[])[];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'facet-handed-on-'));
    const data = join(home, 'data');
    project = join(home, 'project');
    photo = join(data, 'testing', '00000.jpg');
    await drawMtfl(data, { training: 24, testing: 1 });
    await facetJson(['import', data, '--project', project]);
    const recipe = ['--preset', 'studio', '--teacher', '0', '--batch', '8', '--steps', '3'];
    await facetJson(['train', '--project', project, '--name', 'base', ...recipe], wasm);
    adviseRun(project);
    const output = join(home, 'results');
    const where = ['--input', photo, '--output', output, '--save', 'jsonl', '--faces', 'whole'];
    await facetJson(['predict', '--project', project, '--run', 'base', ...where], wasm);
    const [line] = readFileSync(join(output, 'predictions.jsonl'), 'utf8').split('\n');
    const { width, faces } = JSON.parse(line!) as PredictedPhoto;
    const { points, heads } = faces[0]!;
    side = width;
    expected = [
      Object.values(points).flatMap(({ x, y }) => [x / width, y / width]),
      ...Object.values(heads).map(({ probabilities }) => Object.values(probabilities)),
    ];
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  for (const format of formats) {
    it.skipIf(!hasModules(modules[format]))(
      `answer by all passes what Facet answers: ${format} (needs Python’s ${modules[format].join(', ')})`,
      async () => {
        const folder = join(home, format);
        await facetJson([
          'export',
          '--project',
          project,
          '--run',
          'base',
          '--as',
          format,
          '--output',
          folder,
        ]);
        const readme = readFileSync(join(folder, 'README.md'), 'utf8');
        const programs = Array.from(readme.matchAll(/```python\n([\s\S]*?)```/g), ([, text]) => text!);
        const [one, all] = programs.map((program, index) => {
          writeFileSync(join(folder, `program${index}.py`), program);
          const words = [photo, '0', '0', String(side)];
          const { stdout, stderr } = runPython(`program${index}.py`, words, folder);
          expect(stdout, stderr).not.toBe('');
          return stdout.trim().split('\n');
        });
        // A point each, and a class each.
        expect(one).toHaveLength(5 + 2 + 2 + 2 + 5);
        const answers = all!.map((line) => JSON.parse(line.slice(line.indexOf('['))) as number[]);
        expect(answers.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
        // Pillow draws pictures a little otherwise.
        for (const [index, numbers] of expected.entries())
          expect(largestDifference(answers[index]!, numbers), all![index]).toBeLessThan(0.004);
      },
    );
  }
});
