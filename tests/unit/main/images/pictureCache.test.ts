import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PictureCache } from '../../../../src/main/images/pictureCache';
import { temporaryFolder } from '../../../support/temporaryFolder';

const key = (number: number): string => number.toString(16).padStart(32, '0');
const picture = (number: number, length = 100): Uint8Array => new Uint8Array(length).fill(number);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('PictureCache', () => {
  it('gives back what it was given, also to the next who opens it', async () => {
    const folder = temporaryFolder();
    const cache = new PictureCache(folder, 10_000);
    expect(await cache.get(key(1))).toBeNull();
    await cache.put(key(1), picture(1));
    await cache.put(key(2), picture(2));
    await cache.settled();
    for (const opened of [cache, new PictureCache(folder, 10_000)]) {
      expect(await opened.get(key(1))).toEqual(Buffer.from(picture(1)));
      expect(await opened.get(key(2))).toEqual(Buffer.from(picture(2)));
    }
  });

  it.each([
    ['changed', (bytes: Buffer) => bytes.fill(7, 50, 51)],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 60)],
    ['cut to nothing', (bytes: Buffer) => bytes.subarray(0, 0)],
  ])('does not believe a file that was %s', async (_, damage) => {
    const folder = temporaryFolder();
    const cache = new PictureCache(folder, 10_000);
    await cache.put(key(1), picture(1));
    await cache.settled();
    const [file] = filesIn(folder);
    writeFileSync(file!, damage(readFileSync(file!)));
    expect(await cache.get(key(1))).toBeNull();
    expect(filesIn(folder)).toEqual([]);
    await cache.put(key(1), picture(3));
    expect(await cache.get(key(1))).toEqual(Buffer.from(picture(3)));
  });

  it('goes on when its folder is deleted', async () => {
    const folder = join(temporaryFolder(), 'cache', 'pictures');
    const cache = new PictureCache(folder, 10_000);
    await cache.put(key(1), picture(1));
    await cache.settled();
    rmSync(folder, { recursive: true });
    expect(await cache.get(key(1))).toBeNull();
    await cache.put(key(1), picture(1));
    expect(await cache.get(key(1))).not.toBeNull();
  });

  it('stays below its size, and throws away first what was not used longest', async () => {
    const folder = temporaryFolder();
    const cache = new PictureCache(folder, 1_200);
    for (let number = 1; number <= 9; number += 1) {
      await cache.put(key(number), picture(number));
      await cache.settled();
      const file = filesIn(folder).find((name) => name.includes(key(number).slice(2)))!;
      // Days apart, the first the longest ago.
      utimesSync(file, new Date(), new Date(Date.now() - (20 - number) * 86_400_000));
    }
    // Using it makes it the newest.
    expect(await cache.get(key(1))).not.toBeNull();
    await cache.put(key(10), picture(10));
    await cache.put(key(11), picture(11));
    await cache.settled();
    const total = filesIn(folder).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(total).toBeLessThanOrEqual(1_200);
    const kept = await Promise.all(
      [1, 2, 3, 9, 10, 11].map(async (number) => (await cache.get(key(number))) !== null),
    );
    expect(kept).toEqual([true, false, false, true, true, true]);
  });

  it('counts what was there before it was opened', async () => {
    const folder = temporaryFolder();
    const before = new PictureCache(folder, 10_000);
    for (let number = 1; number <= 20; number += 1) await before.put(key(number), picture(number));
    await before.settled();
    const cache = new PictureCache(folder, 1_200);
    await cache.put(key(21), picture(21));
    await cache.settled();
    expect(filesIn(folder).length).toBeLessThanOrEqual(1_200 / 116);
  });

  it('keeps nothing where nothing can be written, and does not fail', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const cache = new PictureCache(join(folder, 'file', 'pictures'), 10_000);
    await cache.put(key(1), picture(1));
    await cache.settled();
    expect(await cache.get(key(1))).toBeNull();
  });

  it('leaves no half-written file behind', async () => {
    const folder = temporaryFolder();
    const cache = new PictureCache(folder, 10_000);
    // A folder stands where the file should be: the rename fails.
    mkdirSync(join(folder, key(1).slice(0, 2), `${key(1).slice(2)}.webp`, 'x'), { recursive: true });
    await cache.put(key(1), picture(1));
    await cache.settled();
    expect(filesIn(folder)).toEqual([]);
  });
});
