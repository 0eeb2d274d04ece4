import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { digestOf, isSameDigest, newSecret } from './secrets';

/** A browser stays logged in that long, also over a restart of the server. */
export const sessionSeconds = 14 * 24 * 60 * 60;

/** More browsers than that, and the one that came first logs in again. */
const mostSessions = 32;

const keptSchema = z.array(z.object({ digest: z.string(), expiresAtMs: z.number() }));

interface Session {
  readonly digest: Buffer;
  readonly expiresAtMs: number;
}

/**
 * Who is logged in: digests of random secrets, of which the browsers hold the originals. They are kept in a file that
 * only its owner may read, so that a server that was killed and started again knows its windows; from a digest
 * nobody gets in.
 */
export class Sessions {
  private sessions: Session[];

  /** Without a file they are gone with the process. */
  constructor(
    private readonly file: string | null,
    private readonly now: () => number = Date.now,
  ) {
    this.sessions = file === null ? [] : readSessions(file);
  }

  /** The new session's secret, for its browser's cookie. */
  open(): string {
    const secret = newSecret();
    const session = { digest: digestOf(secret), expiresAtMs: this.now() + sessionSeconds * 1000 };
    this.sessions = [...this.living(), session].slice(-mostSessions);
    this.keep();
    return secret;
  }

  isOpen(secret: string): boolean {
    const digest = digestOf(secret);
    // Every session is compared: which of them it is shows in no time.
    return this.living().filter((session) => isSameDigest(session.digest, digest)).length > 0;
  }

  private living(): Session[] {
    const nowMs = this.now();
    return this.sessions.filter((session) => session.expiresAtMs > nowMs);
  }

  private keep(): void {
    if (this.file === null) return;
    const kept = this.sessions.map(({ digest, expiresAtMs }) => ({
      digest: digest.toString('base64'),
      expiresAtMs,
    }));
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.file}.new`, JSON.stringify(kept), { mode: 0o600 });
      renameSync(`${this.file}.new`, this.file);
    } catch {
      // Where nothing can be written, a browser logs in again after a restart; nothing else is lost.
    }
  }
}

function readSessions(file: string): Session[] {
  try {
    return keptSchema
      .parse(JSON.parse(readFileSync(file, 'utf8')))
      .map(({ digest, expiresAtMs }) => ({ digest: Buffer.from(digest, 'base64'), expiresAtMs }));
  } catch {
    // None yet, or spoilt: its browsers log in again.
    return [];
  }
}
