import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExpectedError } from '@shared/result';
import { writingFailure } from './writingFailure';

/**
 * Writes a small file, which appears under its name when it is whole; its folder is made. Fails with disk-full or
 * output-unwritable.
 */
export async function writeWhole(target: string, content: Uint8Array | string): Promise<void> {
  await whole(target, (temporary) => writeFile(temporary, content));
}

/** The same, but answers why a file could not be written; null once it is. Fails with disk-full: no other will fit either. */
export async function tryToWrite(target: string, content: Uint8Array | string): Promise<string | null> {
  try {
    await writeWhole(target, content);
    return null;
  } catch (thrown) {
    if (thrown instanceof ExpectedError && thrown.code === 'disk-full') throw thrown;
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Copies a file in the same way. */
export async function copyWhole(from: string, target: string): Promise<void> {
  await whole(target, (temporary) => copyFile(from, temporary, constants.COPYFILE_FICLONE));
}

/**
 * Beside the file, and short: whatever its name is, this one is allowed, too. The same for the same file, so that what a
 * killed process left is written over.
 */
export function temporaryOf(target: string): string {
  const hash = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16);
  return join(dirname(target), `.${hash}.part`);
}

/** Whether a file of this name is half of another. */
export function isTemporary(name: string): boolean {
  return /^\.[0-9a-f]{16}\.part$/.test(name);
}

async function whole(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryOf(target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await write(temporary);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writingFailure(thrown, target);
  }
}
