import type { Entry } from 'yauzl';
import { fail } from '@shared/result';

/** What an archive may claim before it is taken for an attack on the disk. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly bytesOfOneFile: number;
  readonly bytes: number;
  /** Unpacked bytes a packed byte. Photos stay near 1, label files near 5. */
  readonly ratio: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 2_000_000,
  bytesOfOneFile: 512 * 1024 ** 2,
  bytes: 256 * 1024 ** 3,
  ratio: 100,
};

/** Small archives of drawings compress well; below this nothing can be harmed. */
const harmlessBytes = 64 * 1024 ** 2;

/** Before a file's packed bytes stand at least this many, and its name. */
const localHeaderBytes = 30;

/** Judges the table of contents as a whole. Fails with `archive-too-large`. */
export function checkEntries(file: string, entries: readonly Entry[], limits: ArchiveLimits): void {
  if (entries.length > limits.entries) {
    failTooLarge(file, `it has more than ${limits.entries.toLocaleString('en')} entries`);
  }
  // Entries that share their packed bytes are the trick of the strongest zip bombs (Fifield, WOOT 2019).
  const inPlace = [...entries].sort(
    (first, second) => first.relativeOffsetOfLocalHeader - second.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize } of inPlace) {
    if (start < end) failTooLarge(file, 'its entries overlap');
    end = start + localHeaderBytes + compressedSize;
  }
}

/**
 * Judges the sizes that the table of contents declares for the files that would be unpacked; reading a file
 * checks that it keeps to its own. Fails with `archive-too-large`.
 */
export function checkSizes(
  file: string,
  archiveBytes: number,
  sizes: readonly number[],
  limits: ArchiveLimits,
): void {
  let unpacked = 0;
  for (const bytes of sizes) {
    unpacked += bytes;
    if (bytes > limits.bytesOfOneFile) {
      failTooLarge(file, `an entry of it claims ${bytes.toLocaleString('en')} bytes`);
    }
  }
  if (unpacked > limits.bytes) {
    failTooLarge(file, `it claims to hold ${unpacked.toLocaleString('en')} bytes`);
  }
  if (unpacked > harmlessBytes && unpacked > archiveBytes * limits.ratio) {
    failTooLarge(file, `it claims to unpack to ${Math.round(unpacked / archiveBytes)} times its size`);
  }
}

function failTooLarge(file: string, reason: string): never {
  return fail('archive-too-large', `${file} was not unpacked: ${reason}. Nothing was written.`);
}
