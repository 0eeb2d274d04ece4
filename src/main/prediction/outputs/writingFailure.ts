import { ExpectedError } from '@shared/result';

const isFull = new Set(['ENOSPC', 'EDQUOT']);
/** By its rights, its disk or what lies in its place, a file cannot be written, however often it is tried. */
const isUnwritable = new Set([
  ...['EACCES', 'EPERM', 'EROFS', 'EBUSY'],
  ...['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'],
]);

/** What was thrown by writing to `file` as the failure disk-full or output-unwritable; all else as it is. */
export function writingFailure(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  const code = String(thrown.code);
  if (isFull.has(code)) {
    const message = `The disk with ${file} is full, so the predictions were not saved. Free some space, or choose another output folder.`;
    return new ExpectedError({ code: 'disk-full', message }, { cause: thrown });
  }
  if (isUnwritable.has(code)) {
    const message =
      `${file} could not be written (${thrown.message}). Choose another output folder, or make room for it: ` +
      'move away what lies there, close whatever has it open, or give yourself the right to write it.';
    return new ExpectedError({ code: 'output-unwritable', message }, { cause: thrown });
  }
  return thrown;
}
