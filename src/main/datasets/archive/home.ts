import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { mapConcurrently } from '../concurrently';
import { failWriting } from './fileFailures';
import { archiveLimits, type ArchiveLimits } from './limits';
import { Archive, type ArchiveFile } from './listing';

/** Beside an unpacked folder, written when it is whole: which archive it holds. */
const homeSchema = z.object({ archive: z.string(), sha256: z.string() });
const homeSuffix = '.archive.json';

const filesAtATime = 8;

/**
 * Unpacks the label files and images of a zip into a folder of its own in `archivesFolder`, where they stay, and
 * answers that folder. The same archive is not unpacked twice, wherever it lies; one that changed at its place is
 * unpacked over what it held before, so that importing it again updates. Files appear under their final names
 * only when all of them were unpacked and checked.
 *
 * Fails with `Archive.open`'s failures, `archive-broken`, `disk-full` and `folder-unwritable`; an AbortError when
 * cancelled. Either way nothing half-unpacked is left.
 */
export async function unpackArchive(
  file: string,
  archivesFolder: string,
  context: JobContext,
  limits: ArchiveLimits = archiveLimits,
): Promise<string> {
  const archive = await Archive.open(file, limits);
  try {
    if (archive.files.length === 0) fail('not-mtfl', `${file} holds no label file and no image.`);
    const sha256 = await hashFile(file, context);
    const home = await findHome(archivesFolder, file, sha256);
    if (home.holdsArchive && (await holdsAll(home.folder, archive.files))) return home.folder;
    await unpack(archive, home.folder, context);
    await writeFile(`${home.folder}${homeSuffix}`, JSON.stringify({ archive: file, sha256 }));
    return home.folder;
  } catch (thrown) {
    return failWriting(thrown, archivesFolder);
  } finally {
    await archive.close();
  }
}

async function unpack(archive: Archive, folder: string, context: JobContext): Promise<void> {
  const staging = `${folder}.unpacking`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    await checkRoom(archive, staging);
    const folders = new Set(archive.files.map(({ path }) => dirname(path)));
    for (const name of folders) await mkdir(join(staging, name), { recursive: true });
    const total = archive.files.length;
    let done = 0;
    await mapConcurrently(archive.files, filesAtATime, async (archived) => {
      context.signal.throwIfAborted();
      await archive.unpack(archived, join(staging, archived.path));
      done += 1;
      context.progress({ phase: 'unpacking', done, total });
    });
    if (await exists(folder)) await moveOver(archive.files, staging, folder);
    else await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Images that an earlier version of the archive held stay: faces of the project may show them. */
async function moveOver(files: readonly ArchiveFile[], staging: string, folder: string): Promise<void> {
  for (const { path } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(join(staging, path), join(folder, path));
  }
}

async function checkRoom(archive: Archive, folder: string): Promise<void> {
  const needed = archive.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed) {
    const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
    fail(
      'disk-full',
      `${archive.file} needs ${megabytes(needed)} unpacked, and ${dirname(folder)} has room for ${megabytes(bavail * bsize)}.`,
    );
  }
}

/** The folder that holds this archive, or an earlier state of it, or a free name for a new one. */
async function findHome(
  archivesFolder: string,
  file: string,
  sha256: string,
): Promise<{ readonly folder: string; readonly holdsArchive: boolean }> {
  await mkdir(archivesFolder, { recursive: true });
  const names = await readdir(archivesFolder);
  let earlier: string | null = null;
  for (const name of names.filter((name) => name.endsWith(homeSuffix))) {
    const folder = join(archivesFolder, name.slice(0, -homeSuffix.length));
    const home = homeSchema.safeParse(await readJson(join(archivesFolder, name))).data;
    if (home?.sha256 === sha256) return { folder, holdsArchive: true };
    if (home?.archive === file) earlier = folder;
  }
  const fresh = join(archivesFolder, `${basename(file, extname(file))}-${sha256.slice(0, 12)}`);
  return { folder: earlier ?? fresh, holdsArchive: false };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Whether somebody took files away since: judged by their sizes. */
async function holdsAll(folder: string, files: readonly ArchiveFile[]): Promise<boolean> {
  const present = await mapConcurrently(files, filesAtATime, async ({ path, bytes }) => {
    try {
      return (await stat(join(folder, path))).size === bytes;
    } catch {
      return false;
    }
  });
  return !present.includes(false);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function hashFile(file: string, { signal }: JobContext): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash, { signal });
  return hash.digest('hex');
}
