import { constants } from 'node:fs';
import { copyFile, mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GrowingFile } from '../../runtime/growingFile';
import { failWriting } from '../archive/fileFailures';

/**
 * The files of one export. Each is written under a temporary name and flushed; when all are whole they get their
 * names, and when one fails, all temporary ones go.
 */
export class OutputFolder {
  private readonly pending = new Map<string, string>();
  private readonly open: GrowingFile[] = [];
  private readonly made = new Set<string>();

  constructor(readonly folder: string) {}

  /** Writes a small file whole. Fails as `failWriting` says. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    await this.writing(path, async (temporary) => writeFile(temporary, content, { flush: true }));
  }

  /** A file that grows. */
  async stream(path: string): Promise<GrowingFile> {
    return this.writing(path, async (temporary) => {
      const handle = await open(temporary, 'w');
      const stream = new GrowingFile(handle, (thrown) => failWriting(thrown, join(this.folder, path)));
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
