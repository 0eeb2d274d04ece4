import { describe, expect, it } from 'vitest';
import { isWholePath } from '../../../../src/shared/domain/wholePath';

describe('a whole path', () => {
  it.each(['/home/me/out', '/', 'C:\\out', 'd:/out', '\\\\server\\share'])('is %s', (path) => {
    expect(isWholePath(path)).toBe(true);
  });

  it.each(['', 'out', './out', '../out', '~/out', 'C:out', 'C:', '\\out'])('is not %s', (path) => {
    expect(isWholePath(path)).toBe(false);
  });
});
