import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { exportFormats } from '@shared/contract/labels';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { exportLabels } from '../../../../../src/main/datasets/labels/exportLabels';
import type { Project } from '../../../../../src/main/project/project';
import { exampleMtfl, writeFiles } from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { runningJob } from '../../../../support/runningJob';
import { canMount, smallDisk } from '../../../../support/smallDisk';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';

async function exampleProject(): Promise<{ project: Project; source: string }> {
  const project = temporaryProject();
  const source = temporaryFolder();
  writeFiles(source, await exampleMtfl({ training: 5, testing: 2 }));
  await importIntoProject(project, source, runningJob());
  return { project, source };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('exportLabels', () => {
  it.each(exportFormats.filter((format) => format !== 'tfrecord'))(
    'writes %s that imports to the same faces',
    async (format) => {
      const { project } = await exampleProject();
      const folder = join(temporaryFolder(), 'new');
      const report = await exportLabels(project, { folder, format, images: true }, recordingContext());
      expect(report.faces).toBe(7);
      for (const file of report.files) expect(existsSync(file)).toBe(true);
      expect(filesIn(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
      const again = temporaryProject();
      const imported = await importIntoProject(again, folder, runningJob());
      expect(imported).toMatchObject({ format, read: 7, imported: 7, problems: [] });
      expect(imported.splits).toEqual({ training: 5, testing: 2 });
      const [first] = again.faces.list({ nameContains: 'training_1.' });
      const original = project.faces.list({ nameContains: 'training_1.' })[0]!;
      for (const [at, point] of first!.landmarks.entries()) {
        expect(point.x).toBeCloseTo(original.landmarks[at]!.x, 6);
        expect(point.y).toBeCloseTo(original.landmarks[at]!.y, 6);
      }
    },
  );

  it('writes MTFL plainly, with every decimal, when told to', async () => {
    const { project } = await exampleProject();
    project.journal.apply(
      { faceId: 1, kind: 'landmark', point: 'nose', to: { x: 1 / 3, y: 25, visibility: 2 } },
      'me',
    );
    const folder = temporaryFolder();
    await exportLabels(
      project,
      { folder, format: 'mtfl', layout: 'plain', split: 'training' },
      recordingContext(),
    );
    const text = readFileSync(join(folder, 'training.txt'), 'latin1');
    expect(text).toMatch(/^lfw_5590\/training_1\.jpg .* 0\.8333333333333333 .*\n[^ \r]/);
    expect(text).not.toContain('\r');
    expect(readdirSync(folder)).toEqual(['training.txt']);
  });

  it('refuses the folder that labels came from, predictions without room, and a split that is none', async () => {
    const { project, source } = await exampleProject();
    const refused = (wish: object): Promise<unknown> =>
      exportLabels(project, { folder: temporaryFolder(), format: 'coco', ...wish }, recordingContext());
    await expect(refused({ folder: source })).rejects.toMatchObject({ code: 'output-is-source' });
    await expect(refused({ split: 'nowhere' })).rejects.toMatchObject({ code: 'split-empty' });
    await expect(refused({ predictions: 'gone' })).rejects.toMatchObject({ code: 'run-unknown' });
  });

  it('tells images that are gone, and writes the labels all the same', async () => {
    const { project, source } = await exampleProject();
    rmSync(join(source, project.faces.get(1).imagePath));
    const report = await exportLabels(
      project,
      { folder: temporaryFolder(), format: 'csv', images: true },
      recordingContext(),
    );
    expect(report).toMatchObject({ faces: 7, problems: [{ code: 'image-missing' }] });
  });

  it('leaves nothing when it is stopped', async () => {
    const { project } = await exampleProject();
    const folder = temporaryFolder();
    const context = recordingContext();
    const progress = (): void => context.abort();
    await expect(
      exportLabels(project, { folder, format: 'yolo', images: true }, { ...context, progress }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(filesIn(folder)).toEqual([]);
  });

  it.skipIf(!canMount)('leaves nothing on a disk that fills up (needs to mount one)', async () => {
    const { project } = await exampleProject();
    const folder = smallDisk({ bytes: 8192 });
    for (const format of ['coco', 'csv', 'cvat', 'label-studio', 'yolo', 'pts', 'tfrecord'] as const) {
      await expect(
        exportLabels(project, { folder, format, images: true }, recordingContext()),
        format,
      ).rejects.toMatchObject({ code: 'disk-full' });
      expect(filesIn(folder), format).toEqual([]);
    }
  });
});

describe('exportLabels with predictions', () => {
  it('writes what a run says of a face beside its labels, for Label Studio only', async () => {
    const { project } = await exampleProject();
    const head = {
      name: 'smiling',
      kind: 'binary',
      target: { from: 'attribute', attribute: 'smile' },
      weight: 1,
    } as const;
    const configuration = { ...presetConfiguration('studio', project.template), heads: [head] };
    const { id } = project.runs.create({ name: 'asked', configuration });
    const none = Float32Array.of(Number.NaN);
    const output = {
      kind: 'binary',
      width: 1,
      values: Float32Array.of(0.25),
      losses: none,
      errors: none,
    } as const;
    project.predictions.record(id, 5, [1], { count: 1, heads: { smiling: output } });
    const wish = { folder: temporaryFolder(), format: 'label-studio', predictions: 'asked' } as const;
    await exportLabels(project, wish, recordingContext());
    const tasks = JSON.parse(readFileSync(join(wish.folder, 'label-studio.json'), 'utf8')) as {
      readonly predictions?: readonly object[];
    }[];
    expect(tasks.flatMap(({ predictions }) => predictions ?? [])).toMatchObject([
      {
        model_version: 'asked',
        score: 0.75,
        result: [{ type: 'rectanglelabels' }, { from_name: 'smile', value: { choices: ['no'] } }],
      },
    ]);
    await expect(
      exportLabels(project, { ...wish, format: 'coco' }, recordingContext()),
    ).rejects.toMatchObject({
      code: 'predictions-not-in-format',
    });
  });
});
