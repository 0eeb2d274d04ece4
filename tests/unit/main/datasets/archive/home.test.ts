import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result';
import { unpackArchive } from '../../../../../src/main/datasets/archive/home';
import type { Content } from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { canMount, smallDisk } from '../../../../support/smallDisk';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../../support/withoutRights';
import { hostileZip, writeZip } from '../../../../support/zips';

const content = { 'training.txt': 'one', 'AFLW/a.jpg': 'a', 'AFLW/b.jpg': 'b' };

async function zipped(files: Content = content, name = 'data.zip'): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeZip(file, files);
  return file;
}

const unpack = async (file: string, archives: string): Promise<string> =>
  (await unpackArchive(file, archives, recordingContext())).folder;

/** Every file below a folder with its text; folders that hold nothing too. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths
      .sort()
      .map((path) => [
        relative(folder, path).replaceAll('\\', '/'),
        statSync(path).isFile() ? readFileSync(path, 'utf8') : '(an empty folder)',
      ]),
  );
}

describe('unpackArchive', () => {
  it('unpacks label files and images into a folder of the archive’s own, and tells how far it is', async () => {
    const archives = join(temporaryFolder(), 'deep', 'sources');
    const context = recordingContext();
    const file = await zipped({ ...content, 'empty.txt': '', 'tool.exe': 'x' }, 'my.data.zip');
    const { folder } = await unpackArchive(file, archives, context);
    expect(filesIn(folder)).toEqual({ ...content, 'empty.txt': '' });
    expect(relative(archives, folder)).toMatch(/^my\.data-[0-9a-f]{12}$/);
    expect(context.updates).toEqual([1, 2, 3, 4].map((done) => ({ phase: 'unpacking', done, total: 4 })));
  });

  it('does not unpack the same archive twice, wherever it lies', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    const kept = statSync(join(folder, 'training.txt')).ino;
    const moved = join(temporaryFolder(), 'moved.zip');
    copyFileSync(file, moved);
    for (const place of [file, moved]) {
      const context = recordingContext();
      expect((await unpackArchive(place, archives, context)).folder).toBe(folder);
      expect(context.updates).toEqual([]);
    }
    expect(statSync(join(folder, 'training.txt')).ino).toBe(kept);
    expect(readdirSync(archives)).toHaveLength(2);
  });

  it('unpacks it again when somebody took files away or cut them off', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    rmSync(join(folder, 'AFLW'), { recursive: true });
    writeFileSync(join(folder, 'training.txt'), '');
    expect(await unpack(file, archives)).toBe(folder);
    expect(filesIn(folder)).toEqual(content);
  });

  it('unpacks an archive that changed over what it held; images that it held before stay', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    await writeZip(file, { 'training.txt': 'two', 'AFLW/b.jpg': 'b again', 'new/c.jpg': 'c' });
    expect(await unpack(file, archives)).toBe(folder);
    expect(filesIn(folder)).toEqual({
      'training.txt': 'two',
      'AFLW/a.jpg': 'a',
      'AFLW/b.jpg': 'b again',
      'new/c.jpg': 'c',
    });
    await writeZip(file, content);
    expect(await unpack(file, archives), 'and back').toBe(folder);
    expect(filesIn(folder)).toMatchObject(content);
  });

  it('leaves no label file that the archive holds no more: it would be imported', async () => {
    const archives = temporaryFolder();
    const file = await zipped({ 'MTFL/training.txt': 'one', 'MTFL/testing.txt': 'two', 'MTFL/a.jpg': 'a' });
    const folder = await unpack(file, archives);
    await writeZip(file, { 'MTFL/Testing.txt': 'three' });
    await unpack(file, archives);
    expect(filesIn(folder)).toEqual({ 'MTFL/Testing.txt': 'three', 'MTFL/a.jpg': 'a' });
  });

  it('knows an archive that was moved and then changed', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    const moved = join(temporaryFolder(), 'moved.zip');
    renameSync(file, moved);
    await unpack(moved, archives);
    await writeZip(moved, { 'training.txt': 'two' });
    expect(await unpack(moved, archives)).toBe(folder);
    await writeZip(file, { 'training.txt': 'three' });
    expect(await unpack(file, archives), 'its first place is not forgotten').toBe(folder);
  });

  it('keeps archives apart that share nothing but their name', async () => {
    const archives = temporaryFolder();
    const first = await unpack(await zipped(), archives);
    const second = await unpack(await zipped({ 'training.txt': 'other' }), archives);
    expect(second).not.toBe(first);
    expect(filesIn(first)).toEqual(content);
  });

  it('goes over what a process left that was killed while it unpacked', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    // Killed while it unpacked.
    rmSync(`${folder}.archive.json`);
    renameSync(folder, `${folder}.unpacking`);
    writeFileSync(join(`${folder}.unpacking`, 'left.jpg'), 'half');
    expect(await unpack(file, archives)).toBe(folder);
    expect(filesIn(archives)).toMatchObject({ [`${relative(archives, folder)}/training.txt`]: 'one' });
    expect(readdirSync(archives)).toHaveLength(2);
    // Killed before it said what the folder holds, or while it did.
    for (const record of [null, '{"archives":["/else', '[]']) {
      if (record === null) rmSync(`${folder}.archive.json`);
      else writeFileSync(`${folder}.archive.json`, record);
      expect(await unpack(file, archives)).toBe(folder);
      expect(filesIn(folder)).toEqual(content);
    }
  });

  it('refuses an archive without label files and images, and one that the caller does not want', async () => {
    const archives = temporaryFolder();
    await expect(unpack(await zipped({ 'a.md': 'a' }), archives)).rejects.toMatchObject({
      code: 'not-mtfl',
      message: expect.stringContaining('holds no label file and no image'),
    });
    const seen: (readonly string[])[] = [];
    const check = (paths: readonly string[]): void => {
      seen.push(paths);
      fail('unwanted', 'It is not wanted.');
    };
    const unpacked = unpackArchive(await zipped(), archives, recordingContext(), { check });
    await expect(unpacked).rejects.toMatchObject({ code: 'unwanted' });
    expect(seen).toEqual([Object.keys(content)]);
    expect(readdirSync(archives)).toEqual([]);
  });

  it('says that a name is longer than the disk takes', async () => {
    const archives = temporaryFolder();
    for (const path of [`${'n'.repeat(300)}.jpg`, `${'n'.repeat(300)}/a.jpg`]) {
      await expect(unpack(await zipped({ [path]: '' }), archives)).rejects.toMatchObject({
        code: 'name-too-long',
        message: expect.stringContaining('nnn'),
      });
      expect(readdirSync(archives)).toEqual([]);
    }
  });
});

describe('an image of an archive that is damaged', () => {
  const large = randomBytes(9 * 1024 ** 2);
  const damaged = (): string => {
    const file = join(temporaryFolder(), 'data.zip');
    writeFileSync(
      file,
      hostileZip([
        { name: 'training.txt', data: 'one' },
        { name: 'a.jpg', checksum: 1 },
        { name: 'deep/b.jpg', data: 'b' },
        { name: 'large.jpg', data: large, checksum: 1 },
        { name: 'locked.jpg', flags: 0x801 },
      ]),
    );
    return file;
  };

  it('is left out and told, each time, and the rest is there', async () => {
    const archives = temporaryFolder();
    const file = damaged();
    for (let time = 0; time < 2; time += 1) {
      const { folder, problems } = await unpackArchive(file, archives, recordingContext());
      expect(filesIn(folder)).toEqual({ 'training.txt': 'one', 'deep/b.jpg': 'b' });
      expect(problems).toMatchObject([
        {
          file: 'a.jpg',
          code: 'archive-broken',
          reason: `“a.jpg” in ${file} cannot be read (its checksum is wrong). Download or copy the file again.`,
        },
        { file: 'large.jpg', code: 'archive-broken' },
        { file: 'locked.jpg', code: 'archive-broken' },
      ]);
      expect(readdirSync(archives)).toHaveLength(2);
    }
  });

  it('stays as an earlier state of the archive held it', async () => {
    const archives = temporaryFolder();
    const file = damaged();
    const bytes = readFileSync(file);
    await writeZip(file, { 'training.txt': 'zero', 'a.jpg': 'a' });
    const folder = await unpack(file, archives);
    writeFileSync(file, bytes);
    expect(await unpack(file, archives)).toBe(folder);
    expect(filesIn(folder)).toEqual({ 'training.txt': 'one', 'a.jpg': 'a', 'deep/b.jpg': 'b' });
  });
});

describe('an unpacking that ends early', () => {
  it('leaves nothing half-unpacked when it is cancelled', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    for (const atFile of [0, 1, 2]) {
      const context = recordingContext();
      if (atFile === 0) context.abort();
      const progress = (update: { done: number }): void => {
        if (update.done === atFile) context.abort();
      };
      const unpacked = unpackArchive(file, archives, { signal: context.signal, progress });
      await expect(unpacked).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(archives)).toEqual([]);
    }
  });

  it('leaves nothing half-unpacked when a label file of the archive is broken', async () => {
    const archives = temporaryFolder();
    const file = join(temporaryFolder(), 'data.zip');
    writeFileSync(file, hostileZip([{ name: 'training.txt', checksum: 1 }, { name: 'a.jpg' }]));
    await expect(unpack(file, archives)).rejects.toMatchObject({
      code: 'archive-broken',
      message: expect.stringContaining('“training.txt”'),
    });
    expect(readdirSync(archives)).toEqual([]);
  });

  it('leaves what the archive held before', async () => {
    const archives = temporaryFolder();
    const file = await zipped();
    const folder = await unpack(file, archives);
    const before = filesIn(archives);
    writeFileSync(file, hostileZip([{ name: 'training.txt', data: 'two', checksum: 1 }, { name: 'a.jpg' }]));
    await expect(unpack(file, archives)).rejects.toMatchObject({ code: 'archive-broken' });
    expect(filesIn(archives)).toEqual(before);
    await writeZip(file, { 'training.txt': 'three' });
    const context = recordingContext();
    const unpacked = unpackArchive(file, archives, { ...context, progress: () => context.abort() });
    await expect(unpacked).rejects.toMatchObject({ name: 'AbortError' });
    expect(filesIn(archives)).toEqual(before);
    expect(readFileSync(join(folder, 'training.txt'), 'utf8')).toBe('one');
  });

  it('writes nothing of an archive that it refuses', async () => {
    const archives = join(temporaryFolder(), 'sources');
    const file = join(temporaryFolder(), 'data.zip');
    writeFileSync(file, hostileZip([{ name: 'training.txt' }, { name: '../evil.jpg' }]));
    await expect(unpack(file, archives)).rejects.toMatchObject({ code: 'archive-unsafe' });
    expect(existsSync(archives)).toBe(false);
  });

  it('says that something stands in the place of a folder', async () => {
    const file = await zipped();
    const archives = join(temporaryFolder(), 'sources');
    writeFileSync(archives, 'a file');
    await expect(unpack(file, archives)).rejects.toMatchObject({
      code: 'folder-unwritable',
      message: expect.stringContaining(archives),
    });
    const places = temporaryFolder();
    const folder = await unpack(file, places);
    rmSync(join(folder, 'training.txt'));
    mkdirSync(join(folder, 'training.txt', 'in the way'), { recursive: true });
    await expect(unpack(file, places)).rejects.toMatchObject({
      code: 'folder-unwritable',
      message: expect.stringContaining(join(folder, 'training.txt')),
    });
  });

  it.skipIf(!hasRights)('says that a folder may not be written (needs Unix rights)', async () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o755);
    const file = join(parent, 'data.zip');
    await writeZip(file, content);
    for (const rights of [0o755, 0o555]) {
      const archives = join(parent, `sources ${rights}`);
      mkdirSync(archives);
      setRights(archives, 0o555);
      await expect(asPlainUser(() => unpack(file, archives))).rejects.toMatchObject({
        code: 'folder-unwritable',
        message: expect.stringContaining('EACCES'),
      });
      expect(readdirSync(archives)).toEqual([]);
    }
  });
});

describe('a full disk', () => {
  it.skipIf(!canMount)('is told before anything is unpacked (needs the right to mount)', async () => {
    const archives = join(smallDisk({ bytes: 1024 ** 2 }), 'sources');
    const file = await zipped({ 'training.txt': 'one', 'a.jpg': randomBytes(2 * 1024 ** 2) });
    await expect(unpack(file, archives)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/data\.zip needs 3 MB unpacked, and .*sources has room for 2 MB/),
    });
    expect(readdirSync(archives)).toEqual([]);
  });

  it.skipIf(!canMount)(
    'that runs full meanwhile leaves nothing half-unpacked (needs the right to mount)',
    async () => {
      const images = Array.from({ length: 40 }, (_, index) => [`AFLW/${index}.jpg`, 'small']);
      const many = await zipped({ 'training.txt': 'one', ...Object.fromEntries(images) });
      const archives = join(smallDisk({ bytes: 1024 ** 2, files: 30 }), 'sources');
      const file = await zipped();
      const folder = await unpack(file, archives);
      const before = filesIn(archives);
      await expect(unpack(many, archives)).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining('Make room and try again'),
      });
      copyFileSync(many, file);
      await expect(unpack(file, archives), 'nor half-updated').rejects.toMatchObject({ code: 'disk-full' });
      expect(filesIn(archives)).toEqual(before);
      expect(readFileSync(join(folder, 'training.txt'), 'utf8')).toBe('one');
    },
  );
});
