import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Follows the picture in its file, so that a damaged file is noticed. */
const checksumBytes = 16;
/** A picture's time of use is exact to this: it only says which to throw away first. */
const useIntervalMs = 24 * 60 * 60 * 1000;
/** What is thrown away at once, so that it is not done for every picture. */
const keptShare = 0.9;
const temporaryEnding = '.tmp';

/**
 * Pictures as files, by key; at most about `maximumBytes` of them, those that were not used longest going first.
 * The folder may be deleted at any time, a file that is damaged is no longer there, and one that cannot be written
 * is simply not kept.
 */
export class PictureCache {
  /** Null until the folder was looked through. */
  private totalBytes: number | null = null;
  private trimming: Promise<void> | null = null;
  private written = 0;

  constructor(
    readonly folder: string,
    private readonly maximumBytes: number,
  ) {}

  async get(key: string): Promise<Uint8Array | null> {
    const file = this.fileOf(key);
    const stored = await readStored(file);
    if (stored === null) return null;
    const picture = stored.subarray(0, Math.max(0, stored.length - checksumBytes));
    if (checksum(picture).equals(stored.subarray(picture.length))) return picture;
    await rm(file, { force: true }).catch(() => undefined);
    return null;
  }

  async put(key: string, picture: Uint8Array): Promise<void> {
    const file = this.fileOf(key);
    this.written += 1;
    const temporary = `${file}.${process.pid}-${this.written}${temporaryEnding}`;
    const bytes = Buffer.concat([picture, checksum(picture)]);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(temporary, bytes);
      await rename(temporary, file);
    } catch {
      // A full disk, a folder that may not be written: the picture is made again next time.
      await rm(temporary, { force: true }).catch(() => undefined);
      return;
    }
    if (this.totalBytes !== null) this.totalBytes += bytes.length;
    if (this.totalBytes === null || this.totalBytes > this.maximumBytes) this.trim();
  }

  /** When what was begun behind the callers' back is done. */
  async settled(): Promise<void> {
    await this.trimming;
  }

  private trim(): void {
    this.trimming ??= this.trimNow()
      .catch(() => undefined)
      .finally(() => {
        this.trimming = null;
      });
  }

  private async trimNow(): Promise<void> {
    const files = await filesIn(this.folder);
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > this.maximumBytes) {
      files.sort((first, second) => first.usedMs - second.usedMs);
      for (const { file, bytes } of files) {
        if (total <= this.maximumBytes * keptShare) break;
        await rm(file, { force: true });
        total -= bytes;
      }
    }
    this.totalBytes = total;
  }

  /** In 256 folders: some systems are slow with many files in one. */
  private fileOf(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.webp`);
  }
}

/** A file's bytes, marked as used; null where there is none that could be read. */
async function readStored(file: string): Promise<Buffer | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const { mtimeMs } = await handle.stat();
      const now = new Date();
      if (now.getTime() - mtimeMs > useIntervalMs) await utimes(file, now, now).catch(() => undefined);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

function checksum(picture: Uint8Array): Buffer {
  return createHash('sha256').update(picture).digest().subarray(0, checksumBytes);
}

interface StoredFile {
  readonly file: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** One after the other: a hundred thousand files must not keep pictures waiting for the disk. */
async function filesIn(folder: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const stats = await stat(file).catch(() => null);
    if (stats) files.push({ file, bytes: stats.size, usedMs: stats.mtimeMs });
  }
  return files;
}
