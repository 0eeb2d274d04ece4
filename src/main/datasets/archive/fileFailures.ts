import { fail } from '@shared/result';

/** Turns what the disk says while writing into an expected failure; anything else is thrown as it is. */
export function failWriting(thrown: unknown, target: string): never {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    fail('disk-full', `There is no room on the disk for ${target}. Make room and try again.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    fail('folder-unwritable', `${target} may not be written (${String(code)}). Choose another folder.`);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    fail(
      'folder-unwritable',
      `${target} cannot be written: a file stands in its place. Choose another folder.`,
    );
  }
  throw thrown;
}
