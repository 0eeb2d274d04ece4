import { describe, expect, it } from 'vitest';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Project } from '../../../../../src/main/project/project';
import { exampleJpeg, exampleRow, exampleSize, labelFileOf, writeFiles } from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';
import { exampleFolder, importInto } from './imported';

/** A label file of many rows about one image, no two with the same points. */
async function manyRowsFolder(count: number): Promise<string> {
  const folder = temporaryFolder();
  const rows = Array.from({ length: count }, (_, index) => {
    const x = [20, 40, 30, 22, 38].map((pixels) => pixels + (index % 10));
    const y = [15, 16, 25, 30, 29].map((pixels) => pixels + Math.floor(index / 10) / 100);
    return exampleRow('net_7876\\crowd.jpg', { x, y });
  });
  const crowd = await exampleJpeg(1);
  writeFiles(folder, { 'training.txt': labelFileOf(rows), 'net_7876/crowd.jpg': crowd });
  writeFiles(folder, { 'testing.txt': labelFileOf([exampleRow('a.jpg')]), 'a.jpg': await exampleJpeg(2) });
  return folder;
}

const byPath = (project: Project): Map<string, FaceRecord> =>
  new Map(project.faces.list().map((face) => [face.imagePath, face]));

describe('importMtfl', () => {
  it('imports every row of both files, in their order', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder();
    const report = await importInto(project, folder);
    expect(report).toEqual({
      read: 6,
      imported: 6,
      updated: 0,
      skipped: 0,
      problems: [],
      splits: { training: 4, testing: 2 },
      duplicates: [],
      seconds: expect.any(Number),
    });
    const faces = project.faces.list();
    expect(faces.map((face) => [face.imagePath, face.split, face.origin.file, face.origin.line])).toEqual([
      ['lfw_5590/training_1.jpg', 'training', 'training.txt', 1],
      ['net_7876/training_2.jpg', 'training', 'training.txt', 2],
      ['AFLW/training_3.jpg', 'training', 'training.txt', 3],
      ['lfw_5590/training_4.jpg', 'training', 'training.txt', 4],
      ['net_7876/testing_1.jpg', 'testing', 'testing.txt', 1],
      ['AFLW/testing_2.jpg', 'testing', 'testing.txt', 2],
    ]);
    expect(faces[1]).toMatchObject({
      attributes: { gender: 'female', smile: 'yes', glasses: 'no', pose: 'left' },
      imageWidthPx: exampleSize.widthPx,
      imageHeightPx: exampleSize.heightPx,
    });
    expect(faces[1]!.landmarks[0]!.x).toBeCloseTo(20 + 1 / 3 - 0.5, 6);
    expect(faces.map((face) => face.drawnBox?.drawnBy ?? null)).toEqual([
      ...[null, null, 'image', null, null, 'image'],
    ]);
    expect(project.sources.list()).toMatchObject([{ kind: 'folder', folder, origin: folder }]);
  });

  it('reads both separators in either file', async () => {
    const folder = temporaryFolder();
    const image = await exampleJpeg(1);
    writeFiles(folder, {
      'training.txt': labelFileOf(['AFLW\\a.jpg', 'AFLW/b.jpg'].map((path) => exampleRow(path))),
      'testing.txt': labelFileOf(['AFLW\\c.jpg', 'AFLW/d.jpg'].map((path) => exampleRow(path))),
    });
    for (const name of ['a', 'b', 'c', 'd']) writeFiles(folder, { [`AFLW/${name}.jpg`]: image });
    const project = temporaryProject();
    expect(await importInto(project, folder)).toMatchObject({ imported: 4, problems: [] });
    expect([...byPath(project).keys()]).toEqual(['AFLW/a.jpg', 'AFLW/b.jpg', 'AFLW/c.jpg', 'AFLW/d.jpg']);
  });

  it('skips every kind of bad row and lists it with file, line and reason', async () => {
    const folder = temporaryFolder();
    const good = exampleRow('good.jpg');
    const latin1 = Buffer.from(exampleRow('José.jpg'), 'latin1');
    const rows: (string | Buffer)[] = [
      good,
      '',
      exampleRow('a.jpg').slice(0, -2),
      exampleRow('a.jpg').replace('25.000001', 'nose'),
      exampleRow('a.jpg', { codes: [1, 2, 2, 6] }),
      exampleRow('..\\a.jpg'),
      exampleRow('absent.jpg'),
      exampleRow('broken.jpg'),
      exampleRow('folder'),
      exampleRow('good.jpg', { x: [20, 40, 30, 22, 61] }),
      good,
      latin1,
      `${exampleRow('a.jpg')}${' '.repeat(20_000)}`,
      exampleRow(`${'n'.repeat(300)}.jpg`),
      exampleRow('good.jpg', { x: [21, 41, 31, 23, 39] }),
    ];
    const lines = rows.flatMap((row) => [Buffer.from(row), Buffer.from('\r\n ')]);
    writeFiles(folder, {
      'training.txt': Buffer.concat(lines),
      'testing.txt': labelFileOf([exampleRow('absent.jpg'), exampleRow('also.jpg')]),
      'good.jpg': await exampleJpeg(1),
      'also.jpg': await exampleJpeg(2),
      'broken.jpg': 'no image',
      'folder/a.jpg': '',
    });
    const project = temporaryProject();
    const report = await importInto(project, folder);
    expect(report).toMatchObject({ read: 16, imported: 3, updated: 0, skipped: 13 });
    expect(report.splits).toEqual({ training: 2, testing: 1 });
    expect(report.problems.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['training.txt', 3, 'field-count'],
      ['training.txt', 4, 'not-a-number'],
      ['training.txt', 5, 'label-out-of-range'],
      ['training.txt', 6, 'path-escapes'],
      ['training.txt', 7, 'image-missing'],
      ['training.txt', 8, 'image-broken'],
      ['training.txt', 9, 'image-missing'],
      ['training.txt', 10, 'point-outside'],
      ['training.txt', 11, 'repeated-row'],
      ['training.txt', 12, 'encoding'],
      ['training.txt', 13, 'line-too-long'],
      ['training.txt', 14, 'image-missing'],
      ['testing.txt', 1, 'image-missing'],
    ]);
    for (const { reason } of report.problems) expect(reason).not.toBe('');
    const faces = project.faces.list();
    expect(faces.map((face) => [face.imagePath, face.indexInImage, face.origin.line])).toEqual([
      ['good.jpg', 0, 1],
      ['good.jpg', 1, 15],
      ['also.jpg', 0, 2],
    ]);
  });

  it('imports nothing and is no failure when every row is bad', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'training.txt': 'no row\nat all\n', 'testing.txt': 'none\n' });
    const project = temporaryProject();
    expect(await importInto(project, folder)).toMatchObject({ read: 3, imported: 0, skipped: 3, splits: {} });
    expect(project.faces.count()).toBe(0);
  });

  it('marks images with the same bytes', async () => {
    const folder = await exampleFolder();
    const copy = await exampleJpeg(0);
    writeFiles(folder, { 'net_7876/training_2.jpg': copy, 'AFLW/testing_2.jpg': copy });
    const project = temporaryProject();
    const report = await importInto(project, folder);
    const same = ['lfw_5590/training_1.jpg', 'net_7876/training_2.jpg', 'AFLW/testing_2.jpg'];
    expect(report).toMatchObject({ imported: 6, duplicates: [same] });
    for (const [path, face] of byPath(project)) expect(face.duplicate, path).toBe(same.includes(path));
  });

  it('tells how far it is after every batch, of the rows of both files', async () => {
    const context = recordingContext();
    await importInto(temporaryProject(), await manyRowsFolder(1200), context);
    const phase = 'importing faces';
    expect(context.updates).toEqual([
      { phase, done: 500, total: 1201 },
      { phase, done: 1000, total: 1201 },
      { phase, done: 1200, total: 1201 },
      { phase, done: 1201, total: 1201 },
    ]);
  });
});

describe('importing again', () => {
  it('updates instead of doubling', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder();
    await importInto(project, folder);
    const before = project.faces.list();
    expect(await importInto(project, folder)).toMatchObject({
      read: 6,
      imported: 0,
      updated: 6,
      skipped: 0,
      splits: { training: 4, testing: 2 },
    });
    expect(project.faces.list()).toEqual(before);
    expect(project.sources.list()).toHaveLength(1);
  });

  it('follows label files and images that changed', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder(2, 0);
    await importInto(project, folder);
    const first = exampleRow('lfw_5590/training_1.jpg', { codes: [2, 1, 1, 5] });
    writeFiles(folder, {
      'training.txt': labelFileOf([exampleRow('new.jpg'), first, exampleRow('net_7876/training_2.jpg')]),
      'net_7876/training_2.jpg': await exampleJpeg(99),
      'new.jpg': await exampleJpeg(100),
    });
    expect(await importInto(project, folder)).toMatchObject({ read: 3, imported: 1, updated: 2 });
    const faces = byPath(project);
    expect(faces.size).toBe(3);
    expect(faces.get('lfw_5590/training_1.jpg')).toMatchObject({
      attributes: { gender: 'female', smile: 'yes', glasses: 'yes', pose: 'right_profile' },
      origin: { line: 2 },
    });
    expect(project.faces.count()).toBe(3);
  });

  it('keeps what a person changed in the meantime', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder();
    await importInto(project, folder);
    const nose = { x: 31.5, y: 26.25, visibility: 1 } as const;
    project.journal.apply({ faceId: 1, kind: 'landmark', point: 'nose', to: nose }, 'me');
    project.journal.apply({ faceId: 2, kind: 'attribute', attribute: 'smile', to: 'no' }, 'me');
    project.journal.apply({ faceId: 3, kind: 'box', to: null }, 'me');
    project.journal.apply({ faceId: 4, kind: 'deleted', to: true }, 'me');
    project.journal.apply({ faceId: 5, kind: 'split', to: 'training' }, 'me');
    const before = [1, 2, 3, 4, 5].map((id) => project.faces.get(id));
    expect(await importInto(project, folder)).toMatchObject({ imported: 0, updated: 6 });
    expect([1, 2, 3, 4, 5].map((id) => project.faces.get(id))).toEqual(before);
    expect(project.faces.get(1).landmarks[2]).toEqual(nose);
  });

  it('takes no offence at a data set that was moved within its rows’ separators', async () => {
    const project = temporaryProject();
    const folder = temporaryFolder();
    writeFiles(folder, { 'a/b.jpg': await exampleJpeg(1) });
    for (const path of ['a\\b.jpg', 'a/b.jpg', './a//b.jpg']) {
      writeFiles(folder, { 'training.txt': labelFileOf([exampleRow(path)]) });
      await importInto(project, folder);
    }
    expect(project.faces.count()).toBe(1);
  });
});

describe('an import that is cancelled', () => {
  it('leaves what was added, and importing again goes over it', async () => {
    const project = temporaryProject();
    const folder = await manyRowsFolder(1200);
    const context = recordingContext();
    const progress = (): void => context.abort();
    const cancelled = importInto(project, folder, { signal: context.signal, progress });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(project.faces.count()).toBe(500);
    expect(project.imports.list()[0]).toMatchObject({ imported: 500, finishedAt: null });
    expect(await importInto(project, folder)).toMatchObject({ read: 1201, imported: 701, updated: 500 });
    expect(project.faces.count()).toBe(1201);
  });

  it('adds nothing when it is cancelled before the first batch', async () => {
    const context = recordingContext();
    context.abort();
    const project = temporaryProject();
    const folder = await exampleFolder();
    await expect(importInto(project, folder, context)).rejects.toMatchObject({ name: 'AbortError' });
    expect(project.faces.count()).toBe(0);
  });
});
