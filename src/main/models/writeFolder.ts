import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '@shared/result';
import { failWriting } from '../datasets/archive/fileFailures';
import type { ModelFile } from './formats';

/**
 * Writes files into a folder that appears whole or not at all: under another name first, flushed, then renamed. Fails
 * with `folder-not-empty` where something is in it, `folder-unwritable`, `disk-full` and `name-too-long`; an AbortError
 * when the signal is aborted between two files.
 */
export async function writeFolder(
  folder: string,
  files: readonly ModelFile[],
  signal: AbortSignal,
): Promise<void> {
  await refuseFull(folder);
  const unfinished = `${folder}.${process.pid}.part`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    for (const { name, bytes } of files) {
      signal.throwIfAborted();
      const file = join(unfinished, name);
      await mkdir(dirname(file), { recursive: true });
      await writeAndFlush(file, bytes);
    }
    signal.throwIfAborted();
    await removeEmpty(folder);
    await rename(unfinished, folder);
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    failWriting(thrown, folder);
  }
}

/** It would be in the way on some systems. One that has got something meanwhile is not removed, and fails. */
async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}

async function refuseFull(folder: string): Promise<void> {
  const found = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    return failWriting(thrown, folder);
  });
  if (found.length === 0) return;
  fail(
    'folder-not-empty',
    `${folder} has something in it already (${found[0]!}), which an export would replace. Choose another folder, or empty it.`,
    { folder },
  );
}

async function writeAndFlush(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
