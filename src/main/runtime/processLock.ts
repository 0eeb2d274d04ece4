import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

const POLL_MS = 200;
const SQLITE_BUSY = 5;

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Called at every look while another process has the lock; its process id where it told it. */
  readonly onWait?: (ownerPid: number | null) => void;
}

/**
 * Does `work` while no other process holds the lock `file` (created, and left in place).
 *
 * The lock is SQLite's exclusive lock on an empty database: the operating system lets go of it the moment its
 * owner ends, however that ends, so that there is no stale lock to recognise and no race in breaking one.
 */
export async function withProcessLock<Value>(
  file: string,
  options: LockOptions,
  work: () => Promise<Value>,
): Promise<Value> {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    while (!acquire(database)) {
      options.onWait?.(ownerOf(file));
      await delay(POLL_MS);
      options.signal?.throwIfAborted();
    }
    writeFileSync(ownerFile(file), String(process.pid));
    return await work();
  } finally {
    database.close();
  }
}

function acquire(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

function ownerFile(file: string): string {
  return `${file}.owner`;
}

function ownerOf(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(ownerFile(file), 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
