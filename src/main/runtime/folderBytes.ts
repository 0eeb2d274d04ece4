import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The sizes of all files in a folder and below, summed; 0 for a folder that is not there. */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
    }
  } catch {
    // Not there, or changing while it is looked at: what was counted is told.
  }
  return bytes;
}
