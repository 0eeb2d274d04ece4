import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveLimits } from '../../../../../src/main/datasets/archive/limits';
import { Archive } from '../../../../../src/main/datasets/archive/listing';
import { type HostileEntry, hostileZip } from '../../../../support/zips';
import { listed, written } from './openedArchives';

describe('the files of an archive', () => {
  it('are found under paths with backslashes and steps that mean nothing', async () => {
    const entries = ['.\\MTFL\\training.txt', './', './a//b.jpg', 'folder/', 'folder\\'];
    expect(await listed(entries.map((name) => ({ name, data: '' })))).toEqual([
      'MTFL/training.txt',
      'a/b.jpg',
    ]);
  });

  it('may be links and devices in no way, ordinary files and folders in every', async () => {
    const modes = [0, 0o100644, 0o644, 0o100755];
    expect(await listed(modes.map((mode, index) => ({ name: `${index}.jpg`, mode })))).toHaveLength(4);
    expect(await listed([{ name: 'folder/', data: '', mode: 0o040755 }])).toEqual([]);
  });
});

describe('a hostile archive', () => {
  const link = { name: 'a.jpg', data: '/etc/passwd', mode: 0o120777 };
  const unicodePath = (name: string, real: string): Buffer => {
    // Info-ZIP's field for a name in UTF-8, which takes the place of the entry's own.
    const extra = Buffer.concat([Buffer.alloc(9), Buffer.from(real)]);
    extra.writeUInt16LE(0x7075, 0);
    extra.writeUInt16LE(extra.length - 4, 2);
    extra.writeUInt8(1, 4);
    extra.writeUInt32LE(crc32(name), 5);
    return extra;
  };

  it.each<[string, HostileEntry[], string]>([
    ['a step up', [{ name: '../evil.jpg' }], '“../evil.jpg” leads out of the folder'],
    ['a step up on the way', [{ name: 'a/../../evil.jpg' }], 'leads out'],
    ['a step up with backslashes', [{ name: 'a\\..\\..\\evil.jpg' }], 'leads out'],
    ['a step up in a file that is not wanted', [{ name: '../evil.sh' }], 'leads out'],
    ['a step up in a folder', [{ name: '../evil/', data: '' }], 'leads out'],
    ['a path from the root', [{ name: '/etc/evil.jpg' }], 'leads out'],
    ['a path from Windows’ root', [{ name: '\\windows\\evil.jpg' }], 'leads out'],
    ['a share', [{ name: '\\\\server\\share\\evil.jpg' }], 'leads out'],
    ['a drive', [{ name: 'C:\\evil.jpg' }], 'leads out'],
    ['a drive behind a step', [{ name: './C:/evil.jpg' }], 'leads out'],
    ['a zero byte', [{ name: 'a.jpg\0.txt' }], 'leads out'],
    ['a step up in a second name', [{ name: 'a.jpg', extra: unicodePath('a.jpg', '../a.jpg') }], 'leads out'],
    ['a link', [link], '“a.jpg” is a link or a device'],
    ['a link that is not wanted', [{ ...link, name: 'home' }], 'is a link'],
    ['a device', [{ name: 'a.jpg', mode: 0o060644 }], 'is a link or a device'],
    ['a pipe', [{ name: 'a.jpg', mode: 0o010644 }], 'is a link or a device'],
    ['the same file twice', [{ name: 'a.jpg' }, { name: 'a.jpg' }], '“a.jpg” and “a.jpg” would be the same'],
    [
      'the same file by another path',
      [{ name: 'a/b.jpg' }, { name: 'a\\.\\b.jpg' }],
      'would be the same file',
    ],
    ['names that differ in case', [{ name: 'a/B.jpg' }, { name: 'A/b.JPG' }], 'would be the same file'],
    [
      'names that differ in composition',
      [{ name: 'ä.jpg' }, { name: 'ä.jpg'.normalize('NFD') }],
      'same file',
    ],
    ['a file as a folder', [{ name: 'a.jpg' }, { name: 'a.jpg/b.jpg' }], '“a.jpg/b.jpg” lies in “a.jpg”'],
    ['a file as a folder, later', [{ name: 'x/A.jpg/c/b.jpg' }, { name: 'x/a.jpg' }], 'which is a file'],
  ])('with %s is refused', async (_name, entries, reason) => {
    const file = written(hostileZip([{ name: 'good.jpg' }, ...entries]));
    await expect(Archive.open(file, archiveLimits)).rejects.toMatchObject({
      code: 'archive-unsafe',
      message: expect.stringContaining(reason),
    });
  });
});
