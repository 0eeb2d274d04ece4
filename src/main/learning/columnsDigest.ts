import { createHash } from 'node:crypto';

/** Of all that decides what is learnt: settings in whatever form JSON has, and columns of numbers. */
export function columnsDigest(settings: unknown, columns: readonly ArrayBufferView[]): string {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const { buffer, byteOffset, byteLength } of columns) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
