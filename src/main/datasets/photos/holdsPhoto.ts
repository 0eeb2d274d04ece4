import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasImageExtension } from '../../images/imageFile';

/** Folders are looked into level by level, up to this many: whoever names a whole disk is not kept waiting. */
const mostFolders = 5_000;

/** Whether an image lies in a folder, or in one below it. Hidden ones do not count, nor what may not be read. */
export async function holdsPhoto(folder: string): Promise<boolean> {
  const folders = [folder];
  for (let next = 0; next < Math.min(folders.length, mostFolders); next += 1) {
    const entries = await opendir(folders[next]!).catch(() => null);
    if (entries === null) continue;
    for await (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) folders.push(join(folders[next]!, entry.name));
      else if (hasImageExtension(entry.name)) return true;
    }
  }
  return false;
}
