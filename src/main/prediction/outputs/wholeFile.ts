import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writingFailure } from './writingFailure';

/** Writes a small file, which appears under its name when it is whole; its folder is made. Fails with disk-full. */
export async function writeWhole(target: string, content: Uint8Array | string): Promise<void> {
  await whole(target, (temporary) => writeFile(temporary, content));
}

/** Copies a file in the same way. */
export async function copyWhole(from: string, target: string): Promise<void> {
  await whole(target, (temporary) => copyFile(from, temporary, constants.COPYFILE_FICLONE));
}

async function whole(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await write(temporary);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw writingFailure(thrown, target);
  }
}
