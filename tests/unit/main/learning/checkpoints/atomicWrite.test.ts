import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTemporaryFile, writeAtomically } from '../../../../../src/main/learning/checkpoints/atomicWrite';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeAtomically', () => {
  it('replaces the old contents and leaves nothing else', () => {
    const path = join(folder, 'file');
    writeAtomically(path, Buffer.from('old, and longer'));
    writeAtomically(path, Buffer.from('new'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('writes to a file first that is known by its name', () => {
    const path = join(folder, 'file');
    const temporary = `file.${process.pid}.tmp`;
    // A folder of that name is in its way.
    mkdirSync(join(folder, temporary));
    expect(() => writeAtomically(path, Buffer.from('x'))).toThrow(/EISDIR/);
    expect([temporary, 'file', 'step-1.checkpoint'].map(isTemporaryFile)).toEqual([true, false, false]);
  });

  it('leaves nothing behind where it cannot write', () => {
    expect(() => writeAtomically(join(folder, 'missing', 'file'), Buffer.from('x'))).toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual([]);
  });

  // Every write to Linux's /dev/full is answered with "no space left on device".
  it.runIf(existsSync('/dev/full'))(
    'says in plain words that the disk is full, and keeps the old file',
    () => {
      const path = join(folder, 'file');
      writeAtomically(path, Buffer.from('old'));
      symlinkSync('/dev/full', `${path}.${process.pid}.tmp`);
      expect(() => writeAtomically(path, Buffer.from('new'))).toThrow(/no room left on the disk/);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['file']);
    },
  );
});
