import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { treeOfFolder } from '../../../../../src/main/datasets/labels/tree';
import { tablesNotRead } from '../../../../../src/main/datasets/photos/tablesNotRead';
import { exampleJpeg, writeFiles } from '../../../../support/mtfl';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';

async function photosWith(tables: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, { 'one.jpg': await exampleJpeg(1), 'two.jpg': await exampleJpeg(2), ...tables });
  return folder;
}

describe('tables among photos', () => {
  it('are told where they were not read, with what lacks and what to do, and can then be read', async () => {
    const project = temporaryProject();
    const folder = await photosWith({
      'points.csv': 'pic,px,py\none.jpg,20,15\n',
      'below/sex.tsv': 'image\tsex\none.jpg\tf\n',
    });
    const report = await importIntoProject(project, folder, runningJob());
    expect(report).toMatchObject({ format: 'photos', read: 2, imported: 2, skipped: 0 });
    expect(report.problems).toEqual([
      {
        file: 'below/sex.tsv',
        code: 'table-not-read',
        reason:
          'not read: no column names a face’s points or box. Import this file by itself and say what its columns mean (in the terminal by --map); there are image, sex',
      },
      {
        file: 'points.csv',
        code: 'table-not-read',
        reason:
          'not read: no column names the image or a face’s points or box. Import this file by itself and say what its columns mean (in the terminal by --map); there are pic, px, py',
      },
    ]);
    const mapping = { pic: 'image', px: 'nose.x', py: 'nose.y' };
    const mapped = await importIntoProject(project, join(folder, 'points.csv'), runningJob(), { mapping });
    expect(mapped).toMatchObject({ format: 'csv', imported: 0, updated: 1, problems: [] });
    expect(project.faces.list().map(({ landmarks }) => landmarks[2])).toMatchObject([
      { x: 20, y: 15, visibility: 2 },
      { visibility: 0 },
    ]);
  });

  it('are not told where a person has said that the folder’s photos are meant', async () => {
    const folder = await photosWith({ 'points.csv': 'pic,px,py\none.jpg,20,15\n' });
    const report = await importIntoProject(temporaryProject(), folder, runningJob(), { format: 'photos' });
    expect(report).toMatchObject({ imported: 2, problems: [] });
  });

  it('say what else was in the way: no header, no text, or too many files', async () => {
    const folder = await photosWith({
      'empty.csv': '\n',
      'picture.csv': Buffer.from([1, 0, 2, 0]),
      'sound.csv': 'image,nose_x,nose_y\none.jpg,20,15\n',
    });
    const problems = await tablesNotRead(await treeOfFolder(folder), {});
    expect(problems.map(({ file, code }) => [file, code])).toEqual([
      ['empty.csv', 'table-not-read'],
      ['picture.csv', 'table-not-read'],
      ['sound.csv', 'table-not-read'],
    ]);
    expect(problems[0]!.reason).toContain('it has no header');
    expect(problems[1]!.reason).toContain('is no text');
    expect(problems[2]!.reason).toContain('only the first were looked into');
  });

  it('are counted where they are many', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `${index}.csv`);
    const folder = await photosWith(Object.fromEntries(names.map((name) => [name, 'a,b\n1,2\n'])));
    const problems = await tablesNotRead(await treeOfFolder(folder), {});
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatchObject({
      file: folder,
      reason: '5 more tables below it were not read. Import one by itself to see why',
    });
  });
});
