import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { fail } from '@shared/result';
import { isAlive } from '../../runtime/isAlive';

/** What decides every byte of a drawn set. */
export interface DrawnSet {
  readonly count: number;
  readonly testing: number;
  readonly seed: number;
}

/** To be raised with every change of the drawing: a set drawn before is another set. */
const drawing = 1;
const manifestName = 'drawn.json';
const manifestSchema = z.object({
  drawing: z.number(),
  count: z.number(),
  testing: z.number(),
  seed: z.number(),
});

/** The file that says what a folder holds. */
export function manifest(set: DrawnSet): { readonly name: string; readonly text: string } {
  const { count, testing, seed } = set;
  return { name: manifestName, text: `${JSON.stringify({ drawing, count, testing, seed }, null, 2)}\n` };
}

/**
 * Whether this very set is in `folder`, whole; false where the folder is missing or empty. Fails with
 * `folder-not-empty` where it holds anything else: that is never overwritten.
 */
export async function holdsDrawnSet(folder: string, set: DrawnSet): Promise<boolean> {
  const names = await namesIn(folder);
  if (names.length === 0) return false;
  const found = await readManifest(join(folder, manifestName));
  const advice = 'Choose another folder, or remove it first.';
  if (found === null) {
    fail(
      'folder-not-empty',
      `${folder} holds files that are no drawn faces, and they would be lost. ${advice}`,
    );
  }
  if (
    found.drawing !== drawing ||
    found.count !== set.count ||
    found.testing !== set.testing ||
    found.seed !== set.seed
  ) {
    fail(
      'folder-not-empty',
      `${folder} holds another set of drawn faces (${found.count} of them, ${found.testing} for testing, seed ${found.seed}` +
        `${found.drawing === drawing ? '' : ', drawn by another version'}). ${advice}`,
    );
  }
  const images = await countImages(folder);
  if (images !== set.count) {
    fail(
      'drawn-set-incomplete',
      `${folder} held ${set.count} drawn faces, and ${images} of their images are left. Remove it to have them drawn again.`,
    );
  }
  return true;
}

/**
 * Where a set is drawn until it is whole: a free name beside its folder, with the number of the process that draws.
 * What processes left there that were killed is removed.
 */
export async function freshStaging(folder: string): Promise<string> {
  const prefix = `${basename(folder)}.drawing-`;
  for (const name of await namesIn(dirname(folder))) {
    const pid = name.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
  return join(dirname(folder), `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`);
}

/** Gives a whole set its name, in one step; false where something was put there meanwhile, and stays. */
export async function publish(staging: string, folder: string): Promise<boolean> {
  try {
    // An empty folder in the way; one that is not empty is left alone.
    await rmdir(folder).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown;
    });
    await rename(staging, folder);
    return true;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw thrown;
    return false;
  }
}

async function countImages(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith('.jpg')).length;
}

async function readManifest(file: string): Promise<z.output<typeof manifestSchema> | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ENOENT') return [];
    throw thrown;
  }
}
