import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { GrowingFile } from '../../runtime/growingFile';
import { writingFailure } from './writingFailure';

/** A text file that appears under its name only when it is whole. */
export class OutputFile {
  private constructor(
    readonly file: string,
    private readonly growing: GrowingFile,
    private readonly temporary: string,
  ) {}

  static async create(file: string): Promise<OutputFile> {
    const temporary = `${file}.${process.pid}.part`;
    const handle = await open(temporary, 'w');
    return new OutputFile(file, new GrowingFile(handle, (thrown) => writingFailure(thrown, file)), temporary);
  }

  async write(text: string): Promise<void> {
    await this.growing.write(text);
  }

  /** Flushes to the disk, then renames. Fails with disk-full. */
  async finish(): Promise<string> {
    await this.growing.close();
    try {
      await rename(this.temporary, this.file);
    } catch (thrown) {
      throw writingFailure(thrown, this.file);
    }
    return this.file;
  }

  /** Copies what was written to the end of another file, and is discarded itself. */
  async moveInto(other: OutputFile): Promise<void> {
    await this.growing.flush();
    for await (const piece of createReadStream(this.temporary, { encoding: 'utf8' })) {
      await other.write(piece as string);
    }
    await this.discard();
  }

  async discard(): Promise<void> {
    await this.growing.abandon();
    await rm(this.temporary, { force: true });
  }
}
