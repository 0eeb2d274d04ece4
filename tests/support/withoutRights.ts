import { chmodSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** Some user of a Unix system who is not root: `nobody` on most. */
const someUser = 65_534;

/** Windows keeps rights elsewhere: there such tests are left out. */
export const hasRights = process.geteuid !== undefined;

export const isRoot = process.geteuid?.() === 0;

/**
 * Runs work as a user whom rights bind: root reads everything, so that a test which root runs becomes another user
 * meanwhile. What that user is to reach must be open to everybody.
 */
export async function asPlainUser<Value>(work: () => Promise<Value>, user = someUser): Promise<Value> {
  if (!isRoot) return work();
  process.seteuid!(user);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

/** Changes the rights of a file or folder until the test ends, so that it can be removed then. */
export function setRights(path: string, rights: number): void {
  chmodSync(path, rights);
  onTestFinished(() => chmodSync(path, 0o755));
}
