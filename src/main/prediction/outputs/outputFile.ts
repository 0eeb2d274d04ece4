import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GrowingFile } from '../../runtime/growingFile';
import { isAlive } from '../../runtime/isAlive';
import { writingFailure } from './writingFailure';

/** A text file that appears under its name only when it is whole. */
export class OutputFile {
  private constructor(
    readonly file: string,
    private readonly growing: GrowingFile,
    private readonly temporary: string,
  ) {}

  /** Removes what processes left there that were killed while they wrote it. Fails with disk-full or output-unwritable. */
  static async create(file: string): Promise<OutputFile> {
    const temporary = `${file}.${process.pid}.part`;
    try {
      await removeAbandoned(file);
      const handle = await open(temporary, 'w');
      return new OutputFile(
        file,
        new GrowingFile(handle, (thrown) => writingFailure(thrown, file)),
        temporary,
      );
    } catch (thrown) {
      throw writingFailure(thrown, file);
    }
  }

  async write(text: string): Promise<void> {
    await this.growing.write(text);
  }

  /** Flushes to the disk, then renames. Fails with disk-full or output-unwritable. */
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

async function removeAbandoned(file: string): Promise<void> {
  const beginning = `${basename(file)}.`;
  for (const name of await readdir(dirname(file))) {
    const pid = name.startsWith(beginning)
      ? /^(\d+)\.part$/.exec(name.slice(beginning.length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dirname(file), name), { force: true });
  }
}
