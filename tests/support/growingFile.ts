import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Resolves when a file, in a folder that exists, has that many bytes; told by the file system, never by a clock. */
export function whenGrown(file: string, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size < bytes) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(file), (_event, name) => {
      if (name === null || name === basename(file)) look();
    });
    look();
  });
}
