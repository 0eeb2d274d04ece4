import { describe, expect, it } from 'vitest';
import { treeOfFolder } from '../../../../../src/main/datasets/labels/tree';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { rowsNotRead } from '../../../../../src/main/datasets/photos/rowsNotRead';
import { exampleJpeg, writeFiles } from '../../../../support/mtfl';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';

const row = '0 0.5 0.5 0.25 0.25 0.4 0.4 2 0.6 0.4 2';

async function told(files: Readonly<Record<string, string>>): ReturnType<typeof rowsNotRead> {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return rowsNotRead(await treeOfFolder(folder));
}

describe('YOLO’s rows without their description', () => {
  it('are told of a folder of photos, once', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'images/one.jpg': await exampleJpeg(1),
      'images/two.jpg': await exampleJpeg(2),
      'labels/one.txt': `${row}\n${row}\n`,
      'labels/two.txt': row,
    });
    const report = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(report).toMatchObject({ format: 'photos', imported: 2 });
    expect(report.problems).toEqual([
      {
        file: 'labels/one.txt',
        code: 'labels-not-read',
        reason:
          'not read: its rows, and perhaps those of one more text, are a class and shares of the image, as YOLO has them. What their points are stands in a data.yaml (kpt_shape), which is not there',
      },
    ]);
  });

  it('are known by their numbers: other texts are nobody’s labels', async () => {
    expect(await told({ 'a.txt': row })).toHaveLength(1);
    expect(await told({ 'b.txt': 'notes of mine', 'c.txt': row })).toMatchObject([{ file: 'c.txt' }]);
    for (const text of [
      '',
      '\n',
      'Read me',
      `${row}\nand more`,
      '0 0.5 0.5',
      '0 12 30 40 50',
      '0.5 0 0 1 1',
    ]) {
      expect(await told({ 'a.txt': text })).toEqual([]);
    }
  });
});
