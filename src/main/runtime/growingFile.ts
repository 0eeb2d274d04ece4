import type { FileHandle } from 'node:fs/promises';

/** What is written is handed to the disk in pieces of about this length. */
const pieceLength = 1 << 16;

/** A file that is written from its beginning to its end, a little at a time. */
export class GrowingFile {
  private pieces: Uint8Array[] = [];
  private length = 0;
  private closed = false;

  /** @param failure what to throw for what the disk has thrown */
  constructor(
    private readonly handle: FileHandle,
    private readonly failure: (thrown: unknown) => unknown,
  ) {}

  async write(piece: string | Uint8Array): Promise<void> {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.pieces.push(bytes);
    this.length += bytes.length;
    if (this.length >= pieceLength) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    if (bytes.length > 0) await this.orFail(() => this.handle.appendFile(bytes));
  }

  /** What was written is on the disk when it answers. */
  async close(): Promise<void> {
    await this.flush();
    await this.orFail(async () => {
      // Some file systems learn only now that there is no room.
      await this.handle.sync();
      this.closed = true;
      await this.handle.close();
    });
  }

  /** For a file that is to be thrown away. */
  async abandon(): Promise<void> {
    if (!this.closed) await this.handle.close().catch(() => undefined);
    this.closed = true;
  }

  private async orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      throw this.failure(thrown);
    }
  }
}
