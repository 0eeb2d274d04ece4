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

/**
 * Judges the sizes that the table of contents declares; reading a file checks that it keeps to its own. Fails with
 * `archive-too-large`.
 */
export function checkSizes(
  file: string,
  archiveBytes: number,
  entries: readonly Entry[],
  limits: ArchiveLimits,
): void {
  const refuse = (reason: string): never =>
    fail('archive-too-large', `${file} was not unpacked: ${reason}. Nothing was written.`);
  if (entries.length > limits.entries)
    refuse(`it has more than ${limits.entries.toLocaleString('en')} entries`);
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (entry.uncompressedSize > limits.bytesOfOneFile) {
      refuse(`an entry of it claims ${entry.uncompressedSize.toLocaleString('en')} bytes`);
    }
  }
  if (unpacked > limits.bytes) refuse(`it claims to hold ${unpacked.toLocaleString('en')} bytes`);
  // Entries that share their packed bytes are the trick of the strongest zip bombs (Fifield, WOOT 2019).
  if (packed > archiveBytes) refuse('its entries overlap');
  if (unpacked > harmlessBytes && unpacked > archiveBytes * limits.ratio) {
    refuse(`it claims to unpack to ${Math.round(unpacked / archiveBytes)} times its size`);
  }
}
