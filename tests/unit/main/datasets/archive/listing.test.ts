import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveLimits } from '../../../../../src/main/datasets/archive/limits';
import { Archive } from '../../../../../src/main/datasets/archive/listing';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../../support/withoutRights';
import { type HostileEntry, hostileZip, writeZip } from '../../../../support/zips';
import { listed, opened, written } from './openedArchives';

/** Everything the archive holds, unpacked one by one. */
async function contentOf(archive: Archive): Promise<Map<string, Buffer>> {
  const folder = temporaryFolder();
  const content = new Map<string, Buffer>();
  for (const file of archive.files) {
    await archive.unpack(file, join(folder, 'file'));
    content.set(file.path, readFileSync(join(folder, 'file')));
  }
  return content;
}

const noise = randomBytes(300_000);
const large = Buffer.concat(Array.from({ length: 30 }, () => noise));

describe('what an archive holds', () => {
  it.each([
    ['deflated', {}],
    ['stored', { compress: false }],
    ['in the format for large archives', { forceZip64Format: true }],
  ])('are its label files and images, %s, byte by byte', async (_name, options) => {
    const file = join(temporaryFolder(), 'data.zip');
    const content = {
      'MTFL/training.txt': 'rows\r\n '.repeat(1000),
      'MTFL/AFLW/a.jpg': noise,
      'MTFL/AFLW/B.PNG': 'b',
      'MTFL/empty.txt': '',
      'MTFL/ä ö/日本.webp': 'name in UTF-8',
    };
    await writeZip(file, { ...content, 'MTFL/model.bin': 'unwanted', 'setup.exe': 'unwanted' }, options);
    const unpacked = await contentOf(await opened(file));
    expect([...unpacked.keys()]).toEqual(Object.keys(content));
    for (const [path, bytes] of Object.entries(content)) {
      expect(unpacked.get(path)!.equals(Buffer.from(bytes)), path).toBe(true);
    }
  });

  it('are large files too, deflated and stored', async () => {
    for (const options of [{}, { compress: false }]) {
      const file = join(temporaryFolder(), 'data.zip');
      await writeZip(file, { 'large.jpg': large }, options);
      expect((await contentOf(await opened(file))).get('large.jpg')!.equals(large)).toBe(true);
    }
  });

  it('may be nothing', async () => {
    expect(await listed([])).toEqual([]);
    expect(await listed([{ name: 'readme.md' }])).toEqual([]);
  });
});

describe('a damaged archive', () => {
  const entries = [{ name: 'a.jpg', data: noise }, { name: 'b.txt' }];

  it('that is cut off is told by what is there', async () => {
    const bytes = hostileZip(entries);
    for (const length of [2, 100, 200_000, bytes.length - 22, bytes.length - 1]) {
      await expect(Archive.open(written(bytes.subarray(0, length)), archiveLimits)).rejects.toMatchObject({
        code: 'archive-cut-off',
        message: expect.stringMatching(/data\.zip begins as a zip file.*Download or copy it again/),
      });
    }
  });

  it.each([
    ['an empty file', ''],
    ['a web page', '<html>Please log in</html>'],
    ['another format', Buffer.concat([Buffer.from('\x1f\x8b\x08', 'latin1'), noise])],
  ])('that is %s is no zip', async (_name, bytes) => {
    await expect(Archive.open(written(bytes), archiveLimits)).rejects.toMatchObject({
      code: 'not-a-zip',
      message: expect.stringContaining('is neither a folder nor a zip file'),
    });
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'bytes are missing in the middle',
      (bytes) => Buffer.concat([bytes.subarray(0, 1000), bytes.subarray(2000)]),
      'cannot be read',
    ],
    ['bytes follow its end', (bytes) => Buffer.concat([bytes, Buffer.from('trailing')]), 'cannot be read'],
    [
      'it is one part of several',
      (bytes) => (bytes.writeUInt16LE(1, bytes.length - 18), bytes),
      'multi-disk',
    ],
    [
      'its table of contents is damaged',
      (bytes) => (bytes.write('XX', bytes.lastIndexOf('PK\x01\x02')), bytes),
      'cannot be read',
    ],
    [
      'an entry’s extra fields are damaged',
      () => hostileZip([{ name: 'a.jpg', extra: Buffer.from([1, 0, 99, 0]) }]),
      'extra field',
    ],
    ['everything is strongly encrypted', () => hostileZip([{ name: 'a.jpg', flags: 0x841 }]), 'encrypt'],
  ])('is told when it is opened: %s', async (_name, damage, reason) => {
    await expect(Archive.open(written(damage(hostileZip(entries))), archiveLimits)).rejects.toMatchObject({
      code: 'archive-broken',
      message: expect.stringMatching(new RegExp(`${reason}.*Download or copy`)),
    });
  });

  it.each<[string, HostileEntry, string]>([
    ['a checksum is wrong', { name: 'a.jpg', checksum: 1 }, 'its checksum is wrong'],
    ['a stored file’s checksum is wrong', { name: 'a.jpg', checksum: 1, method: 0 }, 'its checksum is wrong'],
    [
      'a large file’s checksum is wrong',
      { name: 'a.jpg', checksum: 1, data: large },
      'its checksum is wrong',
    ],
    ['a size is less than the truth', { name: 'a.jpg', bytes: 3 }, 'its size is not what the archive says'],
    [
      'a size is more than the truth',
      { name: 'a.jpg', bytes: 3000 },
      'its size is not what the archive says',
    ],
    [
      'a stored file’s size is less than the truth',
      { name: 'a.jpg', bytes: 7, method: 0 },
      'its size is not',
    ],
    ['a size of zero is a lie', { name: 'a.jpg', bytes: 0 }, 'its size is not what the archive says'],
    [
      'a large file’s size is less than the truth',
      { name: 'a.jpg', bytes: 8.5e6, data: large },
      'its size is not',
    ],
    [
      'a large file’s size is more than the truth',
      { name: 'a.jpg', bytes: 9.5e6, data: large },
      'its size is not',
    ],
    ['little is packed in much', { name: 'a.jpg', bytes: 3, data: large }, 'its size is not'],
    ['it is encrypted', { name: 'a.jpg', flags: 0x801 }, 'it is encrypted'],
    ['it is packed in an unknown way', { name: 'a.jpg', method: 12 }, 'packed in an unknown way'],
  ])('is told when its file is read: %s', async (_name, entry, reason) => {
    const archive = await opened(written(hostileZip([entry])));
    const failure = {
      code: 'archive-broken',
      message: expect.stringMatching(new RegExp(`“a\\.jpg” in .*data\\.zip.*${reason}.*Download or copy`)),
    };
    const unpacked = archive.unpack(archive.files[0]!, join(temporaryFolder(), 'a.jpg'));
    await expect(unpacked).rejects.toMatchObject(failure);
    await expect(archive.readText(archive.files[0]!)).rejects.toMatchObject(failure);
  });

  it('is told when the packed bytes make no sense', async () => {
    for (const data of [noise, large]) {
      const bytes = hostileZip([{ name: 'a.jpg', data }]);
      bytes.fill(0xff, 100, 400);
      const archive = await opened(written(bytes));
      const unpacked = archive.unpack(archive.files[0]!, join(temporaryFolder(), 'a.jpg'));
      await expect(unpacked).rejects.toMatchObject({ code: 'archive-broken' });
    }
  });

  it('is told when a file’s place is not in it', async () => {
    const bytes = hostileZip([{ name: 'a.jpg' }]);
    const directory = bytes.lastIndexOf('PK\x01\x02');
    bytes.writeUInt32LE(bytes.length - 40, directory + 42);
    const archive = await opened(written(bytes));
    await expect(archive.readText(archive.files[0]!)).rejects.toMatchObject({ code: 'archive-broken' });
  });
});

describe('an archive', () => {
  it('gives a label file’s text', async () => {
    const archive = await opened(written(hostileZip([{ name: 'a.txt', data: 'ä\r\n' }])));
    expect(await archive.readText(archive.files[0]!)).toBe('ä\r\n');
  });

  it('that cannot be read says which file and why', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.zip'));
    for (const name of ['absent.zip', 'folder.zip']) {
      await expect(Archive.open(join(folder, name), archiveLimits)).rejects.toMatchObject({
        code: 'archive-unreadable',
        message: expect.stringContaining(join(folder, name)),
      });
    }
  });

  it.skipIf(!hasRights)('that may not be read says so (needs Unix rights)', async () => {
    const file = written(hostileZip([]));
    setRights(join(file, '..'), 0o755);
    setRights(file, 0);
    await expect(asPlainUser(() => Archive.open(file, archiveLimits))).rejects.toMatchObject({
      code: 'archive-unreadable',
      message: expect.stringContaining('EACCES'),
    });
  });

  const openFiles = '/proc/self/fd';
  it.skipIf(!existsSync(openFiles))('is let go when it is refused (needs Linux to see it)', async () => {
    for (const bytes of ['no zip', hostileZip([{ name: '../a.jpg' }]), hostileZip([]).subarray(0, 9)]) {
      const file = written(bytes);
      await expect(Archive.open(file, archiveLimits)).rejects.toThrow(file);
      const open = readdirSync(openFiles).map((name) => linkOf(join(openFiles, name)));
      expect(open).not.toContain(file);
    }
  });
});

/** Null for a file that was closed since it was listed. */
function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
