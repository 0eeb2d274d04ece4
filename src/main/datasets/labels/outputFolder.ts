import { constants } from 'node:fs';
import { copyFile, mkdir, open, realpath, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failWriting } from '../archive/fileFailures';

/** Text is handed to the disk in pieces of about this length. */
const pieceLength = 1 << 16;

/**
 * The files of one export. Each is written under a temporary name and flushed; when all are whole they get their
 * names, and when one fails, all temporary ones go.
 */
export class OutputFolder {
  private readonly pending = new Map<string, string>();
  private readonly open: OutputStream[] = [];
  private readonly made = new Set<string>();

  constructor(readonly folder: string) {}

  /** Writes a small file whole. Fails as `failWriting` says. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    await this.writing(path, async (temporary) => writeFile(temporary, content, { flush: true }));
  }

  /** A file that grows. */
  async stream(path: string): Promise<OutputStream> {
    return this.writing(path, async (temporary) => {
      const stream = new OutputStream(join(this.folder, path), await open(temporary, 'w'));
      this.open.push(stream);
      return stream;
    });
  }

  /** Copies a file, once, and not over itself. */
  async copy(from: string, path: string): Promise<void> {
    if (this.pending.has(path)) return;
    const target = join(this.folder, path);
    const isThere = (await realpath(target).catch(() => null)) === (await realpath(from).catch(() => from));
    if (isThere) return;
    await this.writing(path, async (temporary) => copyFile(from, temporary, constants.COPYFILE_FICLONE));
  }

  /** Gives all files their names. */
  async finish(): Promise<void> {
    for (const stream of this.open) await stream.close();
    for (const [path, temporary] of this.pending) {
      try {
        await rename(temporary, join(this.folder, path));
      } catch (thrown) {
        failWriting(thrown, join(this.folder, path));
      }
    }
  }

  async discard(): Promise<void> {
    for (const stream of this.open) await stream.abandon();
    for (const temporary of this.pending.values())
      await rm(temporary, { force: true }).catch(() => undefined);
  }

  private async writing<Value>(path: string, write: (temporary: string) => Promise<Value>): Promise<Value> {
    const target = join(this.folder, path);
    const temporary = `${target}.${process.pid}.part`;
    this.pending.set(path, temporary);
    try {
      if (!this.made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
      this.made.add(dirname(target));
      return await write(temporary);
    } catch (thrown) {
      return failWriting(thrown, target);
    }
  }
}

/** A file of an export while it grows. */
export class OutputStream {
  private buffered: (string | Uint8Array)[] = [];
  private length = 0;
  private closed = false;

  constructor(
    private readonly target: string,
    private readonly handle: FileHandle,
  ) {}

  async write(piece: string | Uint8Array): Promise<void> {
    this.buffered.push(piece);
    this.length += piece.length;
    if (this.length >= pieceLength) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.orFail(async () => {
      // Some file systems learn only now that there is no room.
      await this.handle.sync();
      this.closed = true;
      await this.handle.close();
    });
  }

  async abandon(): Promise<void> {
    if (!this.closed) await this.handle.close().catch(() => undefined);
    this.closed = true;
  }

  private async flush(): Promise<void> {
    const pieces = this.buffered.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
    this.buffered = [];
    this.length = 0;
    if (pieces.length > 0) await this.orFail(() => this.handle.appendFile(Buffer.concat(pieces)));
  }

  private async orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      failWriting(thrown, this.target);
    }
  }
}
