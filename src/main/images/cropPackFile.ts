import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { ExpectedError } from '@shared/result';
import type { CropKey } from './cachedCrop';

const keyBytes = 16;
const indexRecordBytes = keyBytes + 4;
/** Large enough that reading is sequential, small enough to hold. */
const verifiedBytesAtOnce = 8 * 1024 * 1024;

/**
 * Two files that only grow: `file` holds the crops' bytes, row after row, and `file`.index a record a row: the
 * crop's key, and the CRC-32 of key and pixels. Pixels are written before their records, so that a process
 * killed at any moment leaves at worst bytes that no record speaks of, and the next one writes over them.
 * One writer at a time: its user holds a lock.
 */
export class CropPackFile {
  private constructor(
    readonly file: string,
    private readonly pixels: FileHandle,
    private readonly index: FileHandle,
    private readonly cropBytes: number,
    private records: Buffer,
  ) {}

  static async open(file: string, cropBytes: number): Promise<CropPackFile> {
    const pixels = await openToUpdate(file);
    try {
      const index = await openToUpdate(`${file}.index`);
      const bytes = await index.readFile();
      const whole = Math.floor(bytes.length / indexRecordBytes) * indexRecordBytes;
      return new CropPackFile(file, pixels, index, cropBytes, bytes.subarray(0, whole));
    } catch (thrown) {
      await pixels.close();
      throw thrown;
    }
  }

  get rowCount(): number {
    return this.records.length / indexRecordBytes;
  }

  /** The newest row of each key, not verified. */
  rowsByKey(): Map<CropKey, number> {
    const rows = new Map<CropKey, number>();
    for (let row = 0; row < this.rowCount; row += 1) {
      const start = row * indexRecordBytes;
      rows.set(this.records.toString('hex', start, start + keyBytes), row);
    }
    return rows;
  }

  /** Those of `rows` (ascending) whose bytes are missing or not what was written. */
  async findDamaged(rows: readonly number[], signal: AbortSignal): Promise<Set<number>> {
    const damaged = new Set<number>();
    const rowsAtOnce = Math.max(1, Math.floor(verifiedBytesAtOnce / this.cropBytes));
    const chunk = Buffer.allocUnsafe(rowsAtOnce * this.cropBytes);
    let chunkStart = -1;
    let bytesRead = 0;
    for (const row of rows) {
      if (chunkStart < 0 || row >= chunkStart + rowsAtOnce) {
        signal.throwIfAborted();
        chunkStart = row;
        ({ bytesRead } = await this.pixels.read(chunk, 0, chunk.length, row * this.cropBytes));
      }
      const start = (row - chunkStart) * this.cropBytes;
      const pixels = chunk.subarray(start, start + this.cropBytes);
      const whole = start + this.cropBytes <= bytesRead;
      if (!whole || crc32(pixels, crc32(this.keyAt(row))) !== this.checksumAt(row)) damaged.add(row);
    }
    return damaged;
  }

  /** Adds crops at the end; `pixels` holds one a key. Fails with disk-full, the pack staying as it was. */
  async append(keys: readonly CropKey[], pixels: Uint8Array): Promise<void> {
    const added = Buffer.alloc(keys.length * indexRecordBytes);
    for (const [position, key] of keys.entries()) {
      const start = position * indexRecordBytes;
      added.write(key, start, 'hex');
      const crop = pixels.subarray(position * this.cropBytes, (position + 1) * this.cropBytes);
      const checksum = crc32(crop, crc32(added.subarray(start, start + keyBytes)));
      added.writeUInt32LE(checksum, start + keyBytes);
    }
    try {
      await writeAll(this.pixels, pixels, this.rowCount * this.cropBytes);
      await writeAll(this.index, added, this.records.length);
    } catch (thrown) {
      throw writingError(thrown, this.file);
    }
    this.records = Buffer.concat([this.records, added]);
  }

  async close(): Promise<void> {
    await Promise.all([this.pixels.close(), this.index.close()]);
  }

  private keyAt(row: number): Buffer {
    return this.records.subarray(row * indexRecordBytes, row * indexRecordBytes + keyBytes);
  }

  private checksumAt(row: number): number {
    return this.records.readUInt32LE(row * indexRecordBytes + keyBytes);
  }
}

/** Opened for reading and writing, created when missing, never cut. */
async function openToUpdate(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
    return await open(file, 'w+');
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

function writingError(thrown: unknown, file: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return thrown;
  const message =
    `The disk with ${file} is full. The crops cached before stay valid. Free some space (any cache folder of a ` +
    `project may be deleted), then try again: what is there is reused.`;
  return new ExpectedError({ code: 'disk-full', message }, { cause: thrown });
}
