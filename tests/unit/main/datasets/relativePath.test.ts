import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeRelativePath } from '../../../../src/main/datasets/relativePath';

describe('safeRelativePath', () => {
  it.each([
    ['lfw_5590\\Aaron_0001.jpg', 'lfw_5590/Aaron_0001.jpg'],
    ['AFLW/0001-image.jpg', 'AFLW/0001-image.jpg'],
    ['a\\b/c.jpg', 'a/b/c.jpg'],
    ['./a//b/./c.jpg', 'a/b/c.jpg'],
    ['folder/', 'folder'],
    ['..a/b../...c.jpg', '..a/b../...c.jpg'],
    ['with space/ä ö.jpg', 'with space/ä ö.jpg'],
    ['a/c:d.jpg', 'a/c:d.jpg'],
  ])('reads %j as %j', (text, path) => {
    expect(safeRelativePath(text)).toBe(path);
  });

  it.each([
    ['nothing', ''],
    ['only the folder itself', './.'],
    ['a path from the root', '/etc/passwd'],
    ['a Windows path from the root', '\\windows\\a.jpg'],
    ['a share', '\\\\server\\share\\a.jpg'],
    ['a drive', 'C:\\a.jpg'],
    ['a place on a drive', 'c:a.jpg'],
    ['a drive after a step that means nothing', './c:/a.jpg'],
    ['a step up', '../a.jpg'],
    ['a step up on the way', 'a/b/../../../c.jpg'],
    ['a step up that comes back', 'a/../b.jpg'],
    ['a step up with backslashes', 'a\\..\\..\\b.jpg'],
    ['a step up at the end', 'a/..'],
    ['a step up as Windows reads it', 'a/.. /.. ./b.jpg'],
    ['a zero byte', 'a.jpg\0.txt'],
  ])('refuses %s', (_name, text) => {
    expect(safeRelativePath(text)).toBeNull();
  });

  it('never answers a path that leaves its folder, on either kind of disk', () => {
    const step = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'C:', 'c:b', '.. ', '...', '. .', '\0', ' ', '~', 'con'),
      fc.string({ maxLength: 4 }),
    );
    const text = fc
      .array(fc.tuple(step, fc.constantFrom('/', '\\', '//', '')), { maxLength: 8 })
      .map((steps) => steps.flat().join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (value) => {
        const path = safeRelativePath(value);
        if (path === null) return;
        for (const { dialect, folder } of [
          { dialect: posix, folder: '/data/set' },
          { dialect: win32, folder: 'D:\\data\\set' },
        ]) {
          for (const place of [dialect.join(folder, path), dialect.resolve(folder, path)]) {
            expect(place.startsWith(folder + dialect.sep), `${JSON.stringify(value)} → ${place}`).toBe(true);
            expect(place.length).toBeGreaterThan(folder.length + 1);
          }
        }
        expect(safeRelativePath(path), 'and is safe itself').toBe(path);
      }),
      { numRuns: 3000 },
    );
  });
});
