import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits from the system's source of randomness, fit for an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What may be kept of a secret, in memory and on disk. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time wherever the two differ. */
export function isSameDigest(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
