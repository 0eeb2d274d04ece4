import { describe, expect, it } from 'vitest';
import { ExpectedError } from '@shared/result';
import { failWriting } from '../../../../../src/main/datasets/archive/fileFailures';

function systemError(code: string, paths: { path?: string; dest?: string } = {}): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code, ...paths });
}

describe('failWriting', () => {
  it.each([
    ['ENOSPC', 'disk-full', 'no room on the disk for /target. Make room'],
    ['EDQUOT', 'disk-full', 'no room on the disk for /target'],
    ['EACCES', 'folder-unwritable', '/target may not be written (EACCES). Choose another folder.'],
    ['EROFS', 'folder-unwritable', '/target may not be written (EROFS)'],
    ['EEXIST', 'folder-unwritable', '/target cannot be written: something else stands in its place'],
    ['ENAMETOOLONG', 'name-too-long', '/target'],
  ])('says what %s means and what to do', (system, code, message) => {
    expect(() => failWriting(systemError(system), '/target')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('names the very place where the system does', () => {
    const moved = systemError('EISDIR', { path: '/from', dest: '/to' });
    expect(() => failWriting(moved, '/target')).toThrow('/to cannot be written');
    const made = systemError('EEXIST', { path: '/made' });
    expect(() => failWriting(made, '/target')).toThrow('/made cannot be written');
  });

  it('throws everything else as it is', () => {
    const others = [systemError('EIO'), new ExpectedError({ code: 'other', message: 'other' }), 'text', null];
    for (const thrown of others) {
      let caught: unknown = 'nothing';
      try {
        failWriting(thrown, '/target');
      } catch (again) {
        caught = again;
      }
      expect(caught).toBe(thrown);
    }
  });
});
