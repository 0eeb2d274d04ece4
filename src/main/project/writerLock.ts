import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { DatabaseSync as Connection } from 'node:sqlite';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ExpectedError, fail } from '@shared/result';
import { databaseError, isBusy } from './databaseErrors';
import { DatabaseSync } from './sqlite';

/** Who is writing to a project, for the message to whoever comes second. */
export interface Writer {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** A reader looks whether the lock is free by taking it for a moment; a writer waits that moment. */
const patienceMs = 300;

/**
 * The right to write to a project. The lock itself is an open transaction on an empty SQLite file: the
 * operating system frees it when its process ends, however it ends, so that no lock is ever left behind and
 * none is mistaken for alive because its process number was given out again. Who holds it stands beside it.
 */
export class WriterLock {
  private constructor(
    private readonly connection: Connection,
    private readonly writerFile: string,
  ) {}

  /** Fails with `project-locked`, naming the other process, when one is writing and goes on for so long. */
  static acquire(folder: string, waitMs = patienceMs): WriterLock {
    const writerFile = join(folder, 'writer.json');
    const connection = take(join(folder, 'writer.lock'), waitMs);
    if (connection === null) failLocked(folder, readWriter(writerFile));
    try {
      announce(writerFile);
    } catch (thrown) {
      connection.close();
      throw databaseError(thrown, writerFile);
    }
    return new WriterLock(connection, writerFile);
  }

  /** Whether some process may be writing to the project now; true where this one has no right to find out. */
  static isHeld(folder: string): boolean {
    try {
      const connection = take(join(folder, 'writer.lock'), 0);
      connection?.close();
      return connection === null;
    } catch (thrown) {
      if (thrown instanceof ExpectedError) return true;
      throw thrown;
    }
  }

  /** Once only: a second release could take away what the next writer has written. */
  release(): void {
    if (!this.connection.isOpen) return;
    rmSync(this.writerFile, { force: true });
    this.connection.close();
  }
}

/** The connection that holds the lock, or null when another one does. */
function take(file: string, timeoutMs: number): Connection | null {
  let connection: Connection | undefined;
  try {
    connection = new DatabaseSync(file, { timeout: timeoutMs });
    connection.exec('BEGIN IMMEDIATE');
    return connection;
  } catch (thrown) {
    connection?.close();
    if (isBusy(thrown)) return null;
    throw databaseError(thrown, file);
  }
}

function announce(writerFile: string): void {
  const writer: Writer = {
    pid: process.pid,
    host: hostname(),
    command: process.argv.slice(1).join(' ') || process.title,
    since: new Date().toISOString(),
  };
  writeFileSync(`${writerFile}.new`, JSON.stringify(writer));
  renameSync(`${writerFile}.new`, writerFile);
}

function readWriter(writerFile: string): Writer | null {
  try {
    return JSON.parse(readFileSync(writerFile, 'utf8')) as Writer;
  } catch {
    // The other process is between taking the lock and saying so.
    return null;
  }
}

function failLocked(folder: string, writer: Writer | null): never {
  const who = writer
    ? `process ${writer.pid} on ${writer.host} (${writer.command}), since ${writer.since}`
    : 'another process';
  return fail(
    'project-locked',
    `The project ${folder} is being written by ${who}. Wait until it is done or close it, then try again.`,
    writer ? { writer } : {},
  );
}
