import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { ExpectedError, fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { mapConcurrently } from '../concurrently';
import { failWriting } from './fileFailures';
import { findHome, recordHome } from './homeRecords';
import { archiveLimits, type ArchiveLimits } from './limits';
import { Archive } from './listing';
import { type ArchiveFile, isLabelFile } from './wantedFiles';

export interface UnpackOptions {
  readonly limits?: ArchiveLimits;
  /** Called with the paths of all label files and images before anything is written; throws to refuse them. */
  readonly check?: (paths: readonly string[]) => void;
}

export interface UnpackedArchive {
  /** Absolute. */
  readonly folder: string;
  /** Images that are damaged, and are not there. */
  readonly problems: readonly Problem[];
}

const filesAtATime = 8;

/**
 * Unpacks the label files and images of a zip into a folder of its own in `archivesFolder`, where they stay, and
 * answers that folder. The same archive is not unpacked twice, wherever it lies; one that changed at its place is
 * unpacked over what it held before, so that importing it again updates. Files appear under their final names
 * only when all of them were unpacked and checked. An image that is damaged is left out and told; without a label file,
 * nobody would know what is missing.
 *
 * Fails with `Archive.open`'s failures, `not-mtfl`, `archive-broken`, `disk-full`, `folder-unwritable` and
 * `name-too-long`; an AbortError when cancelled. Either way nothing half-unpacked is left.
 */
export async function unpackArchive(
  file: string,
  archivesFolder: string,
  context: JobContext,
  { limits = archiveLimits, check }: UnpackOptions = {},
): Promise<UnpackedArchive> {
  const archive = await Archive.open(file, limits);
  try {
    if (archive.files.length === 0) fail('not-mtfl', `${file} holds no label file and no image.`);
    check?.(archive.files.map(({ path }) => path));
    const sha256 = await archive.hash(context.signal);
    const home = await findHome(archivesFolder, file, sha256);
    const isThere = home.holdsArchive && (await holdsAll(home.folder, archive.files));
    const problems = isThere ? [] : await unpack(archive, home.folder, context);
    await recordHome(home, file, sha256);
    return { folder: home.folder, problems };
  } catch (thrown) {
    return failWriting(thrown, archivesFolder);
  } finally {
    await archive.close();
  }
}

async function unpack(archive: Archive, folder: string, context: JobContext): Promise<Problem[]> {
  const staging = `${folder}.unpacking`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    await checkRoom(archive, staging);
    const folders = new Set(archive.files.map(({ path }) => dirname(path)));
    for (const name of folders) await mkdir(join(staging, name), { recursive: true });
    const total = archive.files.length;
    let done = 0;
    const damaged = await mapConcurrently(archive.files, filesAtATime, async (archived) => {
      context.signal.throwIfAborted();
      const problem = await unpackFile(archive, archived, join(staging, archived.path));
      done += 1;
      context.progress({ phase: 'unpacking', done, total });
      return problem;
    });
    context.signal.throwIfAborted();
    const whole = archive.files.filter((_, index) => damaged[index] === null);
    if (await exists(folder)) await moveOver(whole, staging, folder);
    else await rename(staging, folder);
    return damaged.filter((problem) => problem !== null);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Answers what is wrong with an image that is damaged. */
async function unpackFile(archive: Archive, file: ArchiveFile, target: string): Promise<Problem | null> {
  try {
    await archive.unpack(file, target);
    return null;
  } catch (thrown) {
    const isDamage = thrown instanceof ExpectedError && thrown.code === 'archive-broken';
    if (!isDamage || isLabelFile(file.path)) throw thrown;
    // A large file is written as it is read.
    await rm(target, { force: true });
    return { file: file.path, code: thrown.code, reason: thrown.message };
  }
}

/** Images that an earlier version of the archive held stay: faces of the project may show them. */
async function moveOver(files: readonly ArchiveFile[], staging: string, folder: string): Promise<void> {
  await removeOldLabels(folder, new Set(files.map(({ path }) => path)));
  for (const { path } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(join(staging, path), join(folder, path));
  }
}

/** A label file that the archive holds no more would be imported as if it did. */
async function removeOldLabels(folder: string, paths: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/');
    if (entry.isFile() && isLabelFile(path) && !paths.has(path)) await rm(file);
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
