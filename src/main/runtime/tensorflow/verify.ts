import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail } from '@shared/result';
import type { Wheel } from './choose';

/** Checks a downloaded wheel's size and, where it is known, its hash; a wrong file is removed. */
export async function verifyWheel(path: string, wheel: Wheel): Promise<void> {
  const { size } = await stat(path);
  const { least, most } = wheel.bytes;
  if (size < least || size > most) {
    await rm(path, { force: true });
    const expected = least === most ? `${least}` : `${least} to ${most}`;
    fail('wheel-size', `${basename(path)} has ${size} bytes instead of ${expected}: it was removed`);
  }
  if (wheel.sha256 === null) return;
  const sha256 = await hashFile(path);
  if (sha256 !== wheel.sha256) {
    await rm(path, { force: true });
    fail('wheel-hash', `${basename(path)} is not the file it should be (SHA-256 ${sha256}): it was removed`);
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
