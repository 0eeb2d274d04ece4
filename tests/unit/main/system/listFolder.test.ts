import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imageCountLimit } from '@shared/contract/host';
import { listFolder } from '../../../../src/main/system/listFolder';
import { temporaryFolder } from '../../../support/temporaryFolder';

function touch(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x');
  return path;
}

describe('listFolder', () => {
  it('lists folders with their images, then the files asked for, as a person reads names', async () => {
    const folder = temporaryFolder();
    touch(folder, 'photos 10', 'a.jpg');
    touch(folder, 'photos 2', 'a.JPG');
    touch(folder, 'photos 2', 'b.png');
    touch(folder, 'photos 2', '.hidden.png');
    touch(folder, 'photos 2', 'notes.txt');
    touch(folder, 'My project', 'project.db');
    touch(folder, 'MTFL.zip');
    touch(folder, 'labels.json');
    touch(folder, 'face.jpg');
    touch(folder, '.secret', 'a.jpg');
    const listing = await listFolder(folder, ['zip']);
    expect(listing).toMatchObject({
      path: folder,
      parent: dirname(folder),
      images: 1,
      isProject: false,
      leftOut: 0,
    });
    expect(listing.entries).toEqual([
      { kind: 'folder', name: 'My project', path: join(folder, 'My project'), images: 0, isProject: true },
      { kind: 'folder', name: 'photos 2', path: join(folder, 'photos 2'), images: 2, isProject: false },
      { kind: 'folder', name: 'photos 10', path: join(folder, 'photos 10'), images: 1, isProject: false },
      { kind: 'file', name: 'MTFL.zip', path: join(folder, 'MTFL.zip'), bytes: 1 },
    ]);
    const names = async (...kinds: Parameters<typeof listFolder>[1]): Promise<string[]> =>
      (await listFolder(folder, kinds)).entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
    expect(await names('json', 'photo')).toEqual(['face.jpg', 'labels.json']);
    expect(await names()).toEqual([]);
    expect((await listFolder(join(folder, 'My project'), [])).isProject).toBe(true);
  });

  it('begins at home, and knows the top', async () => {
    const listing = await listFolder(null, []);
    expect(listing.path).toBe(homedir());
    expect(listing.places).toContainEqual({ kind: 'home', path: homedir() });
    const top = parse(homedir()).root;
    expect(listing.places).toContainEqual({ kind: 'top', path: top });
    expect((await listFolder(top, [])).parent).toBeNull();
  });

  it('follows links to folders, and passes over what cannot be chosen', async () => {
    const folder = temporaryFolder();
    touch(folder, 'real', 'a.jpg');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.zip'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.zip')]);
    const { entries } = await listFolder(folder, ['zip']);
    expect(entries.map(({ name }) => name)).toEqual(['link', 'real']);
    expect(entries[0]).toMatchObject({ kind: 'folder', images: 1 });
  });

  it('counts no further than it says', async () => {
    const folder = temporaryFolder();
    for (let index = 0; index <= imageCountLimit; index += 1) touch(folder, 'many', `${index}.jpg`);
    expect((await listFolder(folder, [])).entries[0]).toMatchObject({ images: imageCountLimit });
    expect((await listFolder(join(folder, 'many'), [])).images).toBe(imageCountLimit);
  });

  it('lists no more than anybody reads, and says so', async () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 7; index += 1) mkdirSync(join(folder, `folder ${index}`));
    const listing = await listFolder(folder, [], 4);
    expect(listing.entries.map(({ name }) => name)).toEqual([0, 1, 2, 3].map((index) => `folder ${index}`));
    expect(listing.leftOut).toBe(3);
  });

  it('says what is wrong with a path', async () => {
    const folder = temporaryFolder();
    const file = touch(folder, 'file.zip');
    await expect(listFolder('photos', [])).rejects.toMatchObject({ code: 'path-relative' });
    await expect(listFolder('../..', [])).rejects.toMatchObject({ code: 'path-relative' });
    await expect(listFolder(join(folder, 'nowhere'), [])).rejects.toMatchObject({ code: 'folder-missing' });
    await expect(listFolder(file, [])).rejects.toMatchObject({ code: 'not-a-folder' });
    await expect(listFolder(`${folder}\0`, [])).rejects.toMatchObject({ code: 'folder-unreadable' });
  });
});
