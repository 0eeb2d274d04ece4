import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ExpectedError, fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';

export interface UnpackedFile {
  /** Relative to the folder unpacked into. */
  readonly path: string;
  readonly bytes: number;
}

/** Where a file of the wheel goes, relative to the target; null leaves it out. */
export type Placement = (entryPath: string) => string | null;

/**
 * Writes the wanted files of a wheel under `target`, streaming, each checked against the hash in the wheel's own
 * RECORD (which yauzl's CRC-less reading would not notice). Fails with `wheel-broken`; a cut-off file is one too.
 */
export async function unpackWheel(
  wheel: string,
  target: string,
  place: Placement,
  context: JobContext,
): Promise<UnpackedFile[]> {
  const zip = await openWheel(wheel);
  try {
    const wanted: { entry: Entry; path: string }[] = [];
    let record: Entry | null = null;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('.dist-info/RECORD')) record = entry;
      const path = entry.fileName.endsWith('/') ? null : place(entry.fileName);
      if (path !== null) wanted.push({ entry, path });
    }
    if (record === null) return broken(wheel, 'it has no RECORD');
    const hashes = readRecord(await text(await zip.openReadStreamPromise(record)));
    const totalBytes = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    let doneBytes = 0;
    const report = (bytes: number) => {
      doneBytes += bytes;
      const [done, total] = [Math.round(doneBytes / 1e6), Math.round(totalBytes / 1e6)];
      context.progress({ phase: 'unpacking TensorFlow (MB)', done, total });
    };
    for (const { entry, path } of wanted) {
      const hash = await writeEntry(zip, entry, join(target, path), report, context.signal);
      if (hashes.get(entry.fileName) !== hash) broken(wheel, `${entry.fileName} does not match its hash`);
    }
    return wanted.map(({ entry, path }) => ({ path, bytes: entry.uncompressedSize }));
  } catch (error) {
    context.signal.throwIfAborted();
    rethrow(wheel, error);
  } finally {
    zip.close();
  }
}

async function openWheel(wheel: string): Promise<ZipFile> {
  try {
    return await openPromise(wheel, { lazyEntries: true, autoClose: false });
  } catch (error) {
    rethrow(wheel, error);
  }
}

/** Streams one entry to a file; answers its SHA-256 as RECORD writes it. */
async function writeEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const source = await zip.openReadStreamPromise(entry);
  const watch = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      onBytes(chunk.length);
      yield chunk;
    }
  };
  await pipeline(source, watch, createWriteStream(path, { mode: 0o755 }), { signal });
  return hash.digest('base64url');
}

/** A wheel's RECORD: lines of `path,sha256=<base64url without padding>,bytes`. */
function readRecord(content: string): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const line of content.split(/\r?\n/)) {
    const match = /^"?(.+?)"?,sha256=([\w-]+),\d*$/.exec(line);
    if (match) hashes.set(match[1]!, match[2]!);
  }
  return hashes;
}

function broken(wheel: string, reason: string): never {
  fail('wheel-broken', `${basename(wheel)} is cut off or damaged (${reason})`);
}

/** The disk's errors and our own pass; whatever else yauzl or zlib throw is the file's fault. */
function rethrow(wheel: string, error: unknown): never {
  if (error instanceof ExpectedError || !(error instanceof Error) || 'syscall' in error) throw error;
  broken(wheel, error.message);
}
