import { fail } from '@shared/result';

/** What stands where a file or folder is to be written: a file for a folder, or a folder for a file. */
const inTheWay = new Set(['ENOTDIR', 'EEXIST', 'EISDIR', 'ENOTEMPTY']);

/** Turns what the disk says while writing into an expected failure; anything else is thrown as it is. */
export function failWriting(thrown: unknown, target: string): never {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    fail('disk-full', `There is no room on the disk for ${target}. Make room and try again.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    fail('folder-unwritable', `${target} may not be written (${code}). Choose another folder.`);
  }
  if (inTheWay.has(code)) {
    fail(
      'folder-unwritable',
      `${placeOf(thrown) ?? target} cannot be written: something else stands in its place. Choose another folder.`,
    );
  }
  if (code === 'ENAMETOOLONG') {
    fail(
      'name-too-long',
      `The disk takes no name as long as that of ${placeOf(thrown) ?? target}. Shorten it.`,
    );
  }
  throw thrown;
}

/** The path that a system call was to write, of two the second. */
function placeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  if ('dest' in thrown) return String(thrown.dest);
  return 'path' in thrown ? String(thrown.path) : null;
}
