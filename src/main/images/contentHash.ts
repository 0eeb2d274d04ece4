import { createHash } from 'node:crypto';

/** By which files of the same bytes are known: SHA-256, in hex. */
export function contentHashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
