import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImageFile } from '../../../../src/main/images/imageFile';
import { findPhotos } from '../../../../src/main/prediction/findPhotos';
import { markPictures } from '../../../../src/main/prediction/outputs/pictureMarker';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-find-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function touch(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
}

async function names(...inputs: string[]): Promise<string[]> {
  const found = await findPhotos(
    inputs.map((input) => join(folder, input)),
    join(folder, 'output'),
  );
  expect(found.problems).toEqual([]);
  return found.photos.map((photo) => photo.name);
}

describe('findPhotos', () => {
  it('walks nested folders in one order, past hidden files, other files and the outputs', async () => {
    touch(
      'b.jpg',
      'B.JPEG',
      'a/2.png',
      'a/10.webp',
      'a/deep/er/x.avif',
      'notes.txt',
      '.hidden.jpg',
      '.git/y.jpg',
    );
    touch('output/overlays/b.jpg.overlay.jpg', 'ä ö,\n.tif');
    expect(await names('.')).toEqual([
      'B.JPEG',
      'a/10.webp',
      'a/2.png',
      'a/deep/er/x.avif',
      'b.jpg',
      'ä ö,\n.tif',
    ]);
  });

  it('passes over what earlier results drew, but not a folder that a person names', async () => {
    touch('a.jpg', 'b.HEIC', 'c.jfif', 'earlier/predictions.log', 'earlier/overlays/a.jpg.overlay.jpg');
    expect(await names('.')).toEqual(['a.jpg', 'b.HEIC', 'c.jfif']);
    expect(await names('earlier')).toEqual(['overlays/a.jpg.overlay.jpg']);
  });

  it('passes over folders of pictures that were drawn, but not one that a person names', async () => {
    touch('a.jpg', 'saved/crops/a.jpg.face-0.jpg', 'saved/crops/deep/b.jpg.face-0.jpg', 'saved/c.jpg');
    await markPictures(join(folder, 'saved', 'crops'));
    expect(await names('.')).toEqual(['a.jpg', 'saved/c.jpg']);
    expect(await names('saved/crops')).toEqual(['a.jpg.face-0.jpg', 'deep/b.jpg.face-0.jpg']);
  });

  it('says that the output folder is not searched where that is named', async () => {
    touch('a.jpg', 'output/b.jpg');
    const output = join(folder, 'output');
    const { photos, problems } = await findPhotos([folder, output], output);
    expect(photos.map(({ name }) => name)).toEqual(['a.jpg']);
    expect(problems).toMatchObject([{ file: output, code: 'output-not-searched' }]);
  });

  it('names photos of several inputs by what tells them apart, each once', async () => {
    touch('one/a.jpg', 'two/a.jpg', 'two/b.dat');
    expect(await names('one', 'two', 'two/a.jpg', 'two/b.dat')).toEqual([
      'one/a.jpg',
      'two/a.jpg',
      'two/b.dat',
    ]);
    expect(await names('one/a.jpg')).toEqual(['a.jpg']);
    expect(await names('one')).toEqual(['a.jpg']);
  });

  it('follows links without going in circles, and lists a link to nowhere', async () => {
    touch('a/1.jpg');
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('a', join(folder, 'z'));
    symlinkSync('absent.jpg', join(folder, 'a', 'broken.jpg'));
    expect(await names('.')).toEqual(['a/1.jpg', 'a/broken.jpg']);
  });

  it('tells a folder whose name is not UTF-8, and lists such a photo (needs a disk that takes them)', async ({
    skip,
  }) => {
    const [year, photo] = ['/ann\xe9e', '/caf\xe9.jpg'].map((name) =>
      Buffer.concat([Buffer.from(folder), Buffer.from(name, 'latin1')]),
    ) as [Buffer, Buffer];
    try {
      mkdirSync(year);
    } catch {
      skip();
    }
    writeFileSync(photo, '');
    touch('b.jpg');
    const { photos, problems } = await findPhotos([folder], join(folder, 'output'));
    expect(photos.map(({ name, stamp }) => [name, stamp === null])).toEqual([
      ['b.jpg', false],
      ['caf\ufffd.jpg', true],
    ]);
    expect(problems).toMatchObject([{ file: join(folder, 'ann\ufffde'), code: 'folder-unreadable' }]);
    expect(problems[0]!.reason).toContain('a name that is not UTF-8');
    await expect(readImageFile(photos[1]!.file)).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('rename it') as string,
    });
    await expect(findPhotos([photos[1]!.file], folder)).rejects.toMatchObject({
      code: 'input-missing',
      message: expect.stringContaining('not UTF-8') as string,
    });
  });

  it('fails for an input that is not there', async () => {
    await expect(findPhotos([join(folder, 'absent')], folder)).rejects.toMatchObject({
      code: 'input-missing',
    });
  });
});
