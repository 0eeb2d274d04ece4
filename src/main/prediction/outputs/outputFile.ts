import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { writingFailure } from './diskFull';

/** Text is handed to the disk in pieces of about this length. */
const pieceLength = 1 << 16;

/** A text file that appears under its name only when it is whole. */
export class OutputFile {
  private buffered: string[] = [];
  private bufferedLength = 0;

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private readonly temporary: string,
  ) {}

  static async create(file: string): Promise<OutputFile> {
    const temporary = `${file}.${process.pid}.part`;
    return new OutputFile(file, await open(temporary, 'w'), temporary);
  }

  async write(text: string): Promise<void> {
    this.buffered.push(text);
    this.bufferedLength += text.length;
    if (this.bufferedLength >= pieceLength) await this.flush();
  }

  /** Flushes to the disk, then renames. Fails with disk-full. */
  async finish(): Promise<string> {
    await this.flush();
    await this.writing(async () => {
      // Some file systems learn only now that there is no room.
      await this.handle.sync();
      await this.handle.close();
      await rename(this.temporary, this.file);
    });
    return this.file;
  }

  /** Copies what was written to the end of another file, and is discarded itself. */
  async moveInto(other: OutputFile): Promise<void> {
    await this.flush();
    for await (const piece of createReadStream(this.temporary, { encoding: 'utf8' })) {
      await other.write(piece as string);
    }
    await this.discard();
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }

  private async flush(): Promise<void> {
    const text = this.buffered.join('');
    this.buffered = [];
    this.bufferedLength = 0;
    await this.writing(() => this.handle.appendFile(text));
  }

  private async writing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      throw writingFailure(thrown, this.file);
    }
  }
}
