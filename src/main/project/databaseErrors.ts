import { ExpectedError } from '@shared/result';

/** SQLite's primary result codes (sqlite.org/rescode.html); the extended code's low byte. */
const code = {
  busy: 5,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
};

/** The primary result code of an error of SQLite's, null for any other. */
export function sqliteCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return null;
  return thrown.errcode & 0xff;
}

export function isBusy(thrown: unknown): boolean {
  return sqliteCode(thrown) === code.busy;
}

/** What a person can do something about becomes an `ExpectedError`; all else stays what it was. */
export function databaseError(thrown: unknown, file: string): unknown {
  const failure = failureFor(thrown, file);
  return failure ? new ExpectedError(failure, { cause: thrown }) : thrown;
}

function failureFor(thrown: unknown, file: string): { code: string; message: string } | null {
  const kept = 'Everything saved before is safe, this change was not saved.';
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC') return diskFull(file, kept);
  switch (sqliteCode(thrown)) {
    case code.full:
      return diskFull(file, kept);
    case code.inputOutput:
      return {
        code: 'disk-error',
        message: `The disk with ${file} could not be read or written. ${kept} Check that the disk is connected and has free space, then try again.`,
      };
    case code.readOnly:
      return {
        code: 'project-read-only',
        message: `${file} may not be written. Change its permissions, or copy the project to a place of your own.`,
      };
    case code.cannotOpen:
      return {
        code: 'project-unreadable',
        message: `${file} cannot be opened. Check that the folder exists and that you may read and write it.`,
      };
    case code.busy:
      return {
        code: 'project-busy',
        message: `${file} is in use by another program. Close it, then try again.`,
      };
    case code.corrupt:
      return {
        code: 'project-corrupt',
        message: `${file} is damaged. Restore it from a backup; the original images and the runs’ folders are not touched.`,
      };
    case code.notADatabase:
      return {
        code: 'project-corrupt',
        message: `${file} is no project database, or its beginning is damaged. Restore it from a backup, or choose another folder.`,
      };
    default:
      return null;
  }
}

function diskFull(file: string, kept: string): { code: string; message: string } {
  return {
    code: 'disk-full',
    message: `The disk with ${file} is full. ${kept} Free some space, then try again.`,
  };
}
