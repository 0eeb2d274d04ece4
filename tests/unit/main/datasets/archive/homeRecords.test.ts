import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHome, recordHome } from '../../../../../src/main/datasets/archive/homeRecords';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const first = 'a'.repeat(64);
const second = 'b'.repeat(64);

describe('findHome', () => {
  it('makes the folder of archives, and a name of the archive’s own in it', async () => {
    const archives = join(temporaryFolder(), 'deep', 'sources');
    const folder = join(archives, 'my.data-aaaaaaaaaaaa');
    expect(await findHome(archives, '/from/my.data.zip', first)).toEqual({
      folder,
      holdsArchive: false,
      archives: [],
    });
    expect(readdirSync(archives)).toEqual([]);
  });

  it('finds what was recorded: by its content at every place, by its place with every content', async () => {
    const archives = temporaryFolder();
    const home = await findHome(archives, '/a.zip', first);
    await recordHome(home, '/a.zip', first);
    const { folder } = home;
    expect(await findHome(archives, '/b.zip', first)).toMatchObject({ folder, holdsArchive: true });
    expect(await findHome(archives, '/a.zip', second)).toMatchObject({ folder, holdsArchive: false });
    expect((await findHome(archives, '/b.zip', second)).folder).toBe(join(archives, 'b-bbbbbbbbbbbb'));
  });

  it('takes the folder with the same content rather than the one from the same place', async () => {
    const archives = temporaryFolder();
    for (const [place, hash] of [
      ['/a.zip', first],
      ['/b.zip', second],
    ] as const) {
      await recordHome(await findHome(archives, place, hash), place, hash);
    }
    expect(await findHome(archives, '/a.zip', second)).toMatchObject({
      holdsArchive: true,
      archives: ['/b.zip'],
    });
  });

  it('does not mind records that make no sense', async () => {
    const archives = temporaryFolder();
    writeFileSync(join(archives, 'a.archive.json'), '{"archives":["/a.z');
    writeFileSync(join(archives, 'b.archive.json'), '{"archives":"/a.zip","sha256":7}');
    mkdirSync(join(archives, 'c.archive.json'));
    expect(await findHome(archives, '/a.zip', first)).toMatchObject({ archives: [], holdsArchive: false });
  });
});

describe('recordHome', () => {
  it('adds places, each once', async () => {
    const archives = temporaryFolder();
    for (const place of ['/a.zip', '/b.zip', '/a.zip', '/b.zip']) {
      await recordHome(await findHome(archives, place, first), place, first);
    }
    const [name, ...others] = readdirSync(archives);
    expect(others).toEqual([]);
    expect(JSON.parse(readFileSync(join(archives, name!), 'utf8'))).toEqual({
      archives: ['/a.zip', '/b.zip'],
      sha256: first,
    });
    expect(existsSync(join(archives, `${name}.part`))).toBe(false);
  });
});
