import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

interface Stamps {
  readonly sourceStamp: (folder: string) => string;
  readonly stampFile: (folder: string) => string;
  readonly isStale: (folder: string) => boolean;
}
const { sourceStamp, stampFile, isStale } = await loadScript<Stamps>('stamp.mjs');

/** A repository that was built as it is. */
function builtRepository(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src', 'main'), { recursive: true });
  mkdirSync(join(folder, 'out'));
  for (const name of ['src/main/cli.ts', 'src/a.ts', 'package.json', 'tsconfig.json', 'README.md']) {
    writeFileSync(join(folder, name), name);
  }
  writeFileSync(stampFile(folder), sourceStamp(folder));
  return folder;
}

describe('isStale', () => {
  it('is false right after a build, and true before the first', () => {
    const folder = builtRepository();
    expect(isStale(folder)).toBe(false);
    rmSync(stampFile(folder));
    expect(isStale(folder)).toBe(true);
  });

  it.each<[string, (folder: string) => void, boolean]>([
    ['an edited source', (folder) => writeFileSync(join(folder, 'src/a.ts'), 'longer than before'), true],
    ['a source touched later', (folder) => utimesSync(join(folder, 'src/a.ts'), 1, 1), true],
    ['a new source', (folder) => writeFileSync(join(folder, 'src/main/new.ts'), ''), true],
    ['a removed source', (folder) => rmSync(join(folder, 'src/main/cli.ts')), true],
    ['other dependencies', (folder) => writeFileSync(join(folder, 'package.json'), '{ "other": 1 }'), true],
    ['a changed README', (folder) => writeFileSync(join(folder, 'README.md'), 'much longer'), false],
  ])('after %s', (_name, change, expected) => {
    const folder = builtRepository();
    change(folder);
    expect(isStale(folder)).toBe(expected);
  });
});
