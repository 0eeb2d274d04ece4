import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fail } from '@shared/result';
import type { StoredCrop } from '../augmentation/warp';
import type { CropPack } from '../faceTable';

export interface CropReader {
  /** Valid until the next call. Fails with `crop-missing` where the pack has no such row. */
  row(row: number): StoredCrop;
  close(): void;
}

/** Packs up to this size are read once and kept: random reads from a cold disk would starve the network. */
const keepUpToBytes = 1024 ** 3;

/**
 * @param keep load a pack of moderate size whole (training, which returns to every face); otherwise rows are
 *   read as they are asked for (evaluation, which passes by once).
 */
export function openCropReader(pack: CropPack, keep: boolean): CropReader {
  const { sidePx, marginPx } = pack;
  const rowBytes = sidePx * sidePx * 3;
  if ('memory' in pack.bytes) return memoryReader(pack.bytes.memory, pack);
  const { file } = pack.bytes;
  const descriptor = openPack(file);
  try {
    const sizeBytes = fstatSync(descriptor).size;
    if (keep && sizeBytes <= keepUpToBytes) {
      const bytes = new Uint8Array(sizeBytes);
      readFully(descriptor, bytes, 0, file);
      closeSync(descriptor);
      return memoryReader(bytes, pack);
    }
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  const bytes = new Uint8Array(rowBytes);
  return {
    row: (row) => {
      if (row < 0) failMissing(`row ${row} of ${file}`);
      readFully(descriptor, bytes, row * rowBytes, file);
      return { bytes, offset: 0, sidePx, marginPx };
    },
    close: () => closeSync(descriptor),
  };
}

function memoryReader(bytes: Uint8Array, { sidePx, marginPx }: CropPack): CropReader {
  const rowBytes = sidePx * sidePx * 3;
  return {
    row: (row) => {
      const offset = row * rowBytes;
      if (row < 0 || offset + rowBytes > bytes.length) failMissing(`row ${row} of the crops in memory`);
      return { bytes, offset, sidePx, marginPx };
    },
    close: () => undefined,
  };
}

function openPack(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    return failMissing(`the file ${file} (${error instanceof Error ? error.message : String(error)})`);
  }
}

function readFully(descriptor: number, bytes: Uint8Array, position: number, file: string): void {
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(descriptor, bytes, read, bytes.length - read, position + read);
    if (count === 0) failMissing(`bytes ${position + read} to ${position + bytes.length} of ${file}`);
    read += count;
  }
}

function failMissing(what: string): never {
  fail(
    'crop-missing',
    `The cached crops are incomplete: ${what} cannot be read. Delete the project's cache folder; it is made again.`,
  );
}
