import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelFiles } from '../../../../../src/main/datasets/mtfl/format';
import { checkHoldsMtfl, locateMtfl } from '../../../../../src/main/datasets/mtfl/locate';
import { writeFiles } from '../../../../support/mtfl';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../../support/withoutRights';

const [training, testing] = labelFiles;

describe('locateMtfl', () => {
  it('finds both label files in the folder itself', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'training.txt': '', 'testing.txt': '', 'readme.txt': '' });
    expect(await locateMtfl(folder)).toEqual({ folder, found: [training, testing], missing: [] });
  });

  it('finds them one folder below, in whatever folder it is', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a/notes.txt': '', 'MTFL/training.txt': '', 'MTFL/testing.txt': '', 'x.txt': '' });
    expect((await locateMtfl(folder)).folder).toBe(join(folder, 'MTFL'));
  });

  it('says which of the two is missing', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'testing.txt': '' });
    expect(await locateMtfl(folder)).toEqual({ folder, found: [testing], missing: [training] });
    mkdirSync(join(folder, 'training.txt'));
    expect((await locateMtfl(folder)).missing, 'a folder is no label file').toEqual([training]);
  });

  it('takes the folder with both rather than one with a single label file', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a/testing.txt': '', 'b/training.txt': '', 'b/testing.txt': '' });
    expect((await locateMtfl(folder)).folder).toBe(join(folder, 'b'));
    writeFiles(folder, { 'training.txt': '' });
    expect((await locateMtfl(folder)).folder, 'but the given folder first').toBe(folder);
  });

  it('looks no deeper than one folder, and says what it looked for', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a/b/training.txt': '', 'Training.text': '' });
    await expect(locateMtfl(folder)).rejects.toMatchObject({
      code: 'not-mtfl',
      message: expect.stringContaining(`${folder} holds neither training.txt nor testing.txt`),
    });
  });

  it('says of what is no folder that it cannot be read', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(locateMtfl(path)).rejects.toMatchObject({
        code: 'dataset-unreadable',
        message: expect.stringContaining(path),
      });
    }
  });

  it.skipIf(!hasRights).each([
    ['not be listed', 0o300],
    ['be listed and not entered', 0o644],
  ])('says of a folder that may %s that it cannot be read (needs Unix rights)', async (_name, rights) => {
    const parent = temporaryFolder();
    setRights(parent, 0o755);
    const folder = join(parent, 'closed');
    writeFiles(folder, { 'training.txt': '', 'testing.txt': '' });
    setRights(folder, rights);
    const located = asPlainUser(() => locateMtfl(folder));
    await expect(located).rejects.toMatchObject({
      code: 'dataset-unreadable',
      message: expect.stringMatching(/EACCES/),
    });
  });

  it.skipIf(!hasRights)('passes by a folder that may not be read (needs Unix rights)', async () => {
    const folder = temporaryFolder();
    setRights(folder, 0o755);
    writeFiles(folder, { 'a/training.txt': '', 'b/training.txt': '' });
    setRights(join(folder, 'a'), 0o600);
    expect((await asPlainUser(() => locateMtfl(folder))).folder).toBe(join(folder, 'b'));
  });
});

describe('checkHoldsMtfl', () => {
  it.each([
    [['training.txt']],
    [['a.jpg', 'testing.txt']],
    [['MTFL/AFLW/a.jpg', 'MTFL/training.txt', 'MTFL/testing.txt']],
  ])('accepts what would be found once it is unpacked: %j', (paths) => {
    expect(() => checkHoldsMtfl('data.zip', paths)).not.toThrow();
  });

  it.each([
    [['a.jpg', 'notes.txt']],
    [['a/b/training.txt']],
    [['MTFL/not_training.txt', 'training.txt/a.jpg', 'Training.txt']],
  ])('refuses what would not: %j', (paths) => {
    expect(() => checkHoldsMtfl('data.zip', paths)).toThrow(
      'data.zip holds neither training.txt nor testing.txt, nor does a folder in it',
    );
  });
});
