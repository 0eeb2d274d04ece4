import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { archiveLimits } from '../../../../../src/main/datasets/archive/limits';
import { Archive } from '../../../../../src/main/datasets/archive/listing';
import { type HostileEntry, hostileZip } from '../../../../support/zips';
import { opened, written } from './openedArchives';

const noise = randomBytes(3000);

describe('a hostile archive', () => {
  const tight = { entries: 3, bytesOfOneFile: 1000, bytes: 2500, ratio: 100 };
  it.each<[string, HostileEntry[], string]>([
    ['too many entries', ['a', 'b', 'c', 'd'].map((name) => ({ name })), 'more than 3 entries'],
    ['too large a file', [{ name: 'a.jpg', bytes: 1001 }], 'an entry of it claims 1,001 bytes'],
    ['too much in all', ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ name, bytes: 1000 })), '3,000 bytes'],
  ])('with %s is refused', async (_name, entries, reason) => {
    const opening = Archive.open(written(hostileZip(entries)), tight);
    await expect(opening).rejects.toMatchObject({
      code: 'archive-too-large',
      message: expect.stringContaining(reason),
    });
  });

  it('is judged by the files that would be unpacked', async () => {
    const entries = [{ name: 'film.mp4', bytes: 5000 }, { name: 'a.jpg' }];
    const archive = await opened(written(hostileZip(entries)), tight);
    expect(archive.files.map(({ path }) => path)).toEqual(['a.jpg']);
  });

  it('that unpacks to a hundred times its size is refused, drawings that compress well are not', async () => {
    const zeros = Buffer.alloc(70 * 1024 ** 2);
    const bomb = Archive.open(written(hostileZip([{ name: 'a.jpg', data: zeros }])), archiveLimits);
    await expect(bomb).rejects.toMatchObject({
      code: 'archive-too-large',
      message: expect.stringMatching(/unpack to \d+ times its size/),
    });
    const small = hostileZip([{ name: 'a.jpg', data: zeros.subarray(0, 1024 ** 2) }]);
    expect((await opened(written(small))).files).toHaveLength(1);
  });

  it.each<[string, HostileEntry[]]>([
    [
      'all share one file’s data',
      [{ name: 'a.jpg' }, ...['b.jpg', 'c.jpg'].map((name) => ({ name, sharesDataOf: 0 }))],
    ],
    [
      'two of many share data',
      [{ name: 'a.jpg' }, { name: 'b.jpg', data: noise }, { name: 'c.jpg', sharesDataOf: 0 }],
    ],
    [
      'one reaches into the next',
      [{ name: 'a.jpg', method: 0, data: 'a', bytes: 50, packedBytes: 50 }, { name: 'b.jpg' }],
    ],
  ])('whose entries overlap is refused: %s', async (_name, entries) => {
    await expect(Archive.open(written(hostileZip(entries)), archiveLimits)).rejects.toMatchObject({
      code: 'archive-too-large',
      message: expect.stringContaining('overlap'),
    });
  });
});
