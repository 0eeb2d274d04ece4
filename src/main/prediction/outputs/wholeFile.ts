import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writingFailure } from './diskFull';

/** Writes a small file that appears under its name only when it is whole, in a folder that is made. Fails with disk-full. */
export async function writeWhole(target: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw writingFailure(thrown, target);
  }
}
