import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
const SQLITE_BUSY = 5;

/**
 * Does `work` while no other process holds the lock `file`: SQLite's exclusive lock on an empty database, which
 * the operating system frees when its owner ends, however that ends.
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    while (!acquire(database)) await delay(POLL_MS);
    return await work();
  } finally {
    database.close();
  }
}

function acquire(database) {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
