import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '@shared/contract/reports';
import { mtflTemplate, type Template } from '@shared/domain/template';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { exampleJpeg, exampleMtfl, exampleRow, writeFiles } from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { writeZip } from '../../../../support/zips';
import { temporaryProject } from '../../project/support';
import { archivesOf, exampleFolder, importInto } from './imported';

describe('label files by themselves', () => {
  it('find their images in the folder that is named', async () => {
    const whole = await exampleFolder(3, 1);
    const labels = temporaryFolder();
    for (const name of ['training.txt', 'testing.txt']) cpSync(join(whole, name), join(labels, name));
    const project = temporaryProject();
    const alone = await importIntoProject(project, labels, runningJob());
    expect(alone).toMatchObject({ imported: 0, skipped: 4 });
    const report = await importIntoProject(project, labels, runningJob(), { images: whole });
    expect(report).toMatchObject({ imported: 4, skipped: 0, problems: [] });
    expect(project.sources.get(project.faces.list()[0]!.sourceId).folder).toBe(whole);
  });
});

describe('a zip', () => {
  it('is imported as the folder in it would be', async () => {
    const content = await exampleMtfl({ training: 4, testing: 2 });
    const reports: Partial<ImportReport>[] = [];
    for (const prefix of ['', 'MTFL/']) {
      const file = join(temporaryFolder(), 'data.zip');
      const entries = Object.entries(content).map(([path, bytes]) => [prefix + path, bytes]);
      await writeZip(file, Object.fromEntries(entries) as typeof content);
      const project = temporaryProject();
      const { seconds, ...report } = await importInto(project, file);
      expect(seconds).toBeGreaterThanOrEqual(0);
      reports.push(report);
      const [source] = project.sources.list();
      expect(source).toMatchObject({ kind: 'archive', origin: file });
      for (const { imagePath } of project.faces.list()) {
        expect(existsSync(join(source!.folder, imagePath)), imagePath).toBe(true);
      }
    }
    const folder = temporaryFolder();
    writeFiles(folder, content);
    const { seconds: _, ...fromFolder } = await importInto(temporaryProject(), folder);
    expect(reports).toEqual([fromFolder, fromFolder]);
  });

  it('that changed updates instead of doubling', async () => {
    const project = temporaryProject();
    const file = join(temporaryFolder(), 'data.zip');
    await writeZip(file, await exampleMtfl({ training: 3, testing: 2 }));
    await importInto(project, file);
    const context = recordingContext();
    expect(await importInto(project, file, context)).toMatchObject({ imported: 0, updated: 5 });
    expect(context.updates.map(({ phase }) => phase)).not.toContain('unpacking');

    const changed = await exampleMtfl({ training: 4, testing: 0 });
    await writeZip(file, changed);
    const report = await importInto(project, file);
    expect(report).toMatchObject({ read: 4, imported: 1, updated: 3, splits: { training: 4 } });
    expect(report.problems).toMatchObject([{ file: 'testing.txt', code: 'label-file-missing' }]);
    expect(project.faces.count()).toBe(6);
    expect(project.sources.list()).toHaveLength(1);
  });

  it('that holds no MTFL is not even unpacked', async () => {
    const file = join(temporaryFolder(), 'photos.zip');
    await writeZip(file, { 'a.jpg': await exampleJpeg(1), 'notes.txt': 'none', 'a/b/training.txt': '' });
    const project = temporaryProject();
    await expect(importInto(project, file)).rejects.toMatchObject({
      code: 'not-mtfl',
      message: expect.stringContaining(`${file} holds neither training.txt nor testing.txt`),
    });
    expect(existsSync(archivesOf(project)) && readdirSync(archivesOf(project)).length > 0).toBe(false);
  });
});

describe('a data set that cannot be imported', () => {
  it('is not there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'nowhere'), join(folder, 'file', 'below')]) {
      await expect(importInto(temporaryProject(), path)).rejects.toMatchObject({
        code: 'dataset-missing',
        message: expect.stringMatching(/There is nothing to import at .*Check the path/),
      });
    }
  });

  it.skipIf(process.platform === 'win32')('is neither a folder nor a file', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    await expect(importInto(temporaryProject(), pipe)).rejects.toMatchObject({
      code: 'dataset-missing',
      message: expect.stringContaining('is neither a folder nor a zip file'),
    });
  });

  it('holds no row', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'training.txt': '\ufeff', 'testing.txt': ' \r\n ' });
    await expect(importInto(temporaryProject(), folder)).rejects.toMatchObject({
      code: 'no-rows',
      message: expect.stringContaining('training.txt and testing.txt'),
    });
    rmSync(join(folder, 'testing.txt'));
    await expect(importInto(temporaryProject(), folder)).rejects.toMatchObject({ code: 'no-rows' });
  });

  it('holds a label file in another encoding: nothing of the other is imported either', async () => {
    const folder = await exampleFolder();
    writeFileSync(join(folder, 'testing.txt'), Buffer.from(exampleRow('a.jpg'), 'utf16le'));
    const project = temporaryProject();
    await expect(importInto(project, folder)).rejects.toMatchObject({
      code: 'encoding',
      message: expect.stringContaining('testing.txt'),
    });
    expect(project.faces.count()).toBe(0);
    expect(project.sources.list()).toEqual([]);
  });

  it('does not fit the project: nothing is added', async () => {
    const points = mtflTemplate.scheme.points.slice(0, 4);
    const names = new Set(points.map((point) => point.id));
    const template: Template = {
      ...mtflTemplate,
      scheme: {
        ...mtflTemplate.scheme,
        points,
        symmetricPairs: mtflTemplate.scheme.symmetricPairs.filter((pair) =>
          pair.every((id) => names.has(id)),
        ),
        edges: mtflTemplate.scheme.edges.filter((edge) => edge.every((id) => names.has(id))),
      },
    };
    const project = temporaryProject(template);
    await expect(importInto(project, await exampleFolder())).rejects.toMatchObject({
      code: 'edit-invalid',
      message: expect.stringContaining('has 4 points, not 5'),
    });
    expect(project.faces.count()).toBe(0);
  });
});

describe('a label file that is missing or empty', () => {
  it.each([
    ['missing', null, 'label-file-missing', 'testing.txt is missing'],
    ['empty', '', 'label-file-empty', 'testing.txt is empty'],
    ['empty but for a mark and spaces', '\ufeff \r\n', 'label-file-empty', 'testing.txt is empty'],
  ])('is listed when it is %s, and the other is imported', async (_name, content, code, reason) => {
    const folder = await exampleFolder(3, 0);
    if (content !== null) writeFileSync(join(folder, 'testing.txt'), content);
    const project = temporaryProject();
    const report = await importInto(project, folder);
    expect(report).toMatchObject({ read: 3, imported: 3, skipped: 0, splits: { training: 3 } });
    expect(report.problems).toEqual([{ file: 'testing.txt', code, reason: expect.stringContaining(reason) }]);
  });

  it('is no folder of its name', async () => {
    const folder = await exampleFolder(3, 0);
    mkdirSync(join(folder, 'testing.txt'));
    expect((await importInto(temporaryProject(), folder)).problems).toMatchObject([
      { file: 'testing.txt', code: 'label-file-missing' },
    ]);
  });
});
