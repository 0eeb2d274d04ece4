import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { whileThereIsRoom } from './diskSpace';

const temporaryEnding = '.tmp';

/** Whether a file of this name is what `writeAtomically` has begun and not finished. */
export function isTemporaryFile(name: string): boolean {
  return name.endsWith(temporaryEnding);
}

/**
 * Writes a file so that, whatever happens, the path holds either the old contents or the new: temporary name,
 * flush, rename, flush of the folder. Fails with `disk-full` when there is no room.
 */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}${temporaryEnding}`;
  try {
    whileThereIsRoom(path, () => {
      writeAndFlush(temporary, bytes);
      renameSync(temporary, path);
    });
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAndFlush(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'w');
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function flushFolder(folder: string): void {
  // Windows cannot open folders; there the rename alone has to do.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
