import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../src/main/project/folders';
import { temporaryFolder } from './support';

describe('makeFolder', () => {
  it('makes a folder with those above it, and leaves one that is there', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it('says that a file stands in its place', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below')]) {
      expect(() => makeFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-unwritable' }));
    }
  });
});
