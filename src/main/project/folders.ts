import { mkdirSync } from 'node:fs';
import { fail } from '@shared/result';
import { databaseError } from './databaseErrors';

/** With the folders above it. Fails with `folder-unwritable` or `disk-full`. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      fail(
        'folder-unwritable',
        `${folder} cannot be made: a file stands in its place. Choose another folder.`,
      );
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      fail('folder-unwritable', `${folder} cannot be made: you may not write there. Choose another folder.`);
    }
    throw databaseError(thrown, folder);
  }
}
