import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A real file system of a few bytes or files, in memory; null where this user may not mount one. */
function mountDisk(options: string): string | null {
  if (process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'facet-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0) return folder;
  rmdirSync(folder);
  return null;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
  rmdirSync(folder);
}

function probe(): boolean {
  const folder = mountDisk('size=64k');
  if (folder !== null) unmount(folder);
  return folder !== null;
}

/** Whether `smallDisk` can be called; tests that need it say so in their names. */
export const canMount = probe();

/** A disk of the running test's own, with room for so many bytes and so many files and folders. */
export function smallDisk(room: { readonly bytes: number; readonly files?: number }): string {
  const folder = mountDisk(`size=${room.bytes},nr_inodes=${room.files ?? 0}`);
  if (folder === null) throw new Error('No disk could be mounted.');
  onTestFinished(() => unmount(folder));
  return folder;
}
