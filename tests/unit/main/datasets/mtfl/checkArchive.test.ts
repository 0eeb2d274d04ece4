import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkMtflArchive } from '../../../../../src/main/datasets/mtfl/checkArchive';
import { type ArchiveContent, publishedContent, zipOf } from '../../../../support/publishedArchive';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';

let published: ArchiveContent;
beforeAll(async () => {
  published = await publishedContent(4, 3);
}, 60_000);

async function check(bytes: Buffer, context = recordingContext()) {
  const file = join(temporaryFolder(), 'MTFL.zip');
  writeFileSync(file, bytes);
  return checkMtflArchive(file, context);
}

async function checkContent(changes: ArchiveContent, ...without: readonly string[]) {
  const content = Object.entries({ ...published, ...changes }).filter(([path]) => !without.includes(path));
  return check(await zipOf(Object.fromEntries(content)));
}

/** The same files, at another place in the archive. */
function moved(content: ArchiveContent, folder: string): ArchiveContent {
  return Object.fromEntries(
    Object.entries(content).map(([path, bytes]) => [path.replace('MTFL/', folder), bytes]),
  );
}

describe('checkMtflArchive', () => {
  it('counts the rows of what MTFL is published as', async () => {
    const context = recordingContext();
    expect(await check(await zipOf(published), context)).toEqual({ training: 4, testing: 3 });
    const files = Object.keys(published).length;
    expect(context.updates.at(-1)).toEqual({ phase: 'checking the archive', done: files, total: files });
  });

  it('finds the label files at the top, or in the folder that has both', async () => {
    expect(await check(await zipOf(moved(published, '')))).toEqual({ training: 4, testing: 3 });
    const stray = { 'A/training.txt': 'of something else', 'Z/testing.txt': 'too' };
    expect(await checkContent(stray)).toEqual({ training: 4, testing: 3 });
  });

  it('names a label file that is missing or empty', async () => {
    await expect(checkContent({}, 'MTFL/testing.txt')).rejects.toMatchObject({
      code: 'layout-wrong',
      message: expect.stringContaining('testing.txt is missing.'),
      details: { problems: [{ file: 'testing.txt', code: 'label-file-missing' }] },
    });
    await expect(checkContent({ 'MTFL/training.txt': ' \r\n ' })).rejects.toMatchObject({
      details: { problems: [{ file: 'training.txt', code: 'label-file-empty' }] },
    });
    await expect(check(await zipOf({ 'a/b.jpg': 'x', 'c.jpg': 'y' }))).rejects.toThrow(
      'training.txt is missing, and 1 more problem.',
    );
  });

  it('lists rows that make no sense and images that are not there', async () => {
    const rows = String(published['MTFL/training.txt']).replace('50.000000', 'fifty');
    const wrong = checkContent(
      { 'MTFL/training.txt': rows },
      'MTFL/AFLW/training-2.jpg',
      'MTFL/lfw_5590/testing-0.jpg',
    );
    await expect(wrong).rejects.toMatchObject({
      code: 'layout-wrong',
      message: expect.stringContaining(
        'MTFL/training.txt, line 1: “fifty” is not a number, and 2 more problems.',
      ),
      details: {
        problems: [
          { file: 'training.txt', line: 1, code: 'not-a-number' },
          { file: 'training.txt', line: 3, code: 'image-missing' },
          { file: 'testing.txt', line: 1, code: 'image-missing' },
        ],
      },
    });
  });

  it('finds a byte that changed on the way', async () => {
    const bytes = await zipOf(published);
    const picture = published['MTFL/net_7876/training-1.jpg'] as Buffer;
    const at = bytes.indexOf(picture) + picture.length - 1;
    bytes[at] = bytes[at]! ^ 1;
    await expect(check(bytes)).rejects.toMatchObject({
      code: 'archive-broken',
      message: expect.stringContaining('“MTFL/net_7876/training-1.jpg”'),
    });
  });

  it('reads files that are too large to be held in memory, too', async () => {
    const large = Buffer.alloc(9 * 1024 ** 2, 'photo');
    expect(await checkContent({ 'MTFL/large.jpg': large })).toEqual({ training: 4, testing: 3 });
    const bytes = await zipOf({ ...published, 'MTFL/large.jpg': large });
    bytes[bytes.indexOf('photophoto') + large.length - 1] = 0;
    await expect(check(bytes)).rejects.toMatchObject({ code: 'archive-broken' });
  });

  it('refuses a file that is cut off or no zip', async () => {
    const bytes = await zipOf(published);
    await expect(check(bytes.subarray(0, bytes.length - 30))).rejects.toMatchObject({
      code: 'archive-cut-off',
    });
    await expect(check(Buffer.from('<html>'))).rejects.toMatchObject({ code: 'not-a-zip' });
  });

  it('stops when it is told to', async () => {
    const context = recordingContext();
    context.abort();
    await expect(check(await zipOf(published), context)).rejects.toMatchObject({ name: 'AbortError' });
  });

  const mini = resolve(import.meta.dirname, '../../../../../../shared/data/mtfl-mini.zip');
  it.skipIf(!existsSync(mini))(`takes real faces as they are packed (needs ${mini})`, async () => {
    expect(await checkMtflArchive(mini, recordingContext())).toEqual({ training: 400, testing: 100 });
  });
});
