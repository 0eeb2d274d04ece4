import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { filesNotRead } from '../../../../../src/main/datasets/photos/filesNotRead';
import { exampleJpeg, writeFiles } from '../../../../support/mtfl';
import { runningJob } from '../../../../support/runningJob';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';

async function photosWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, { 'one.jpg': await exampleJpeg(1), 'two.jpg': await exampleJpeg(2), ...files });
  return folder;
}

describe('label files among photos', () => {
  it('are told with why they were not read, whatever their kind, and the photos are brought', async () => {
    const folder = await photosWith({
      'annotations.json': '{"images":[{"id":1,"file_name":"one.jpg"',
      'below/nan.json': '{"images":[],"annotations":[{"score":NaN}]}',
      'empty.json': '',
      'empty.xml': '\n',
      'broken.yaml': 'kpt_shape: [5, 3\ntrain: a',
      'utf16.json': Buffer.from('{"images":[]}', 'utf16le'),
    });
    const report = await importIntoProject(temporaryProject(), folder, runningJob());
    expect(report).toMatchObject({ format: 'photos', read: 2, imported: 2, skipped: 0 });
    expect(report.problems.map(({ file, code }) => [file, code])).toEqual(
      ['annotations.json', 'below/nan.json', 'broken.yaml', 'empty.json', 'empty.xml', 'utf16.json'].map(
        (file) => [file, 'labels-not-read'],
      ),
    );
    const reasons = report.problems.map(({ reason }) => reason);
    for (const [index, part] of [
      'not read: annotations.json is no JSON (',
      'is no JSON (',
      'broken.yaml is no YAML (',
      'not read: empty.json is empty.',
      'not read: empty.xml is empty.',
      'UTF-16 without a byte order mark',
    ].entries()) {
      expect(reasons[index]).toContain(part);
    }
  });

  it('that say something else are told once', async () => {
    const one = await photosWith({ 'package.json': '{"name":"a"}' });
    const notRead = (file: string, reason: string) => ({ file, code: 'labels-not-read', reason });
    expect(await filesNotRead(one, {})).toEqual([
      notRead('package.json', 'not read: it is of no format that is known'),
    ]);
    const names = Array.from({ length: 30 }, (_, index) => `${index + 10}.jpg.json`);
    const many = await photosWith({
      ...Object.fromEntries(names.map((name) => [name, '{"title":"a"}'])),
      'a.xml': '<annotation/>',
      'mkdocs.yml': 'site_name: a\n',
    });
    expect(await filesNotRead(many, {})).toEqual([
      notRead(
        many,
        'not read: 32 files below it are of no format that is known: “10.jpg.json”, “11.jpg.json”, “12.jpg.json”, “13.jpg.json”, “14.jpg.json” …',
      ),
    ]);
  });

  it('are counted where they are many', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `${index + 10}.json`);
    const folder = await photosWith({
      ...Object.fromEntries(names.map((name) => [name, '{'])),
      'z.pts': 'n_points: 1\n{\n1 1\n}\n',
    });
    const problems = await filesNotRead(folder, {});
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toEqual({
      file: folder,
      code: 'labels-not-read',
      reason: 'not read: 41 more files below it that may hold labels. Import one by itself to see what it is',
    });
  });

  it('are not told where a person has said that the folder’s photos are meant', async () => {
    const folder = await photosWith({ 'annotations.json': '{' });
    const report = await importIntoProject(temporaryProject(), folder, runningJob(), { format: 'photos' });
    expect(report).toMatchObject({ imported: 2, problems: [] });
  });
});
