import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail } from '@shared/result';
import type { Resumption } from './answer';

/** What an unfinished download is of, remembered beside it. */
const memorySchema = z.object({
  address: z.string(),
  /** What If-Range is to say; null where the server gave nothing to tell versions of the file apart by. */
  validator: z.string().nullable(),
  /** Of the whole file; null while unknown. */
  totalBytes: z.number().int().nonnegative().nullable(),
});
export type PartMemory = z.infer<typeof memorySchema>;

/**
 * The bytes of a download until they are whole: `MTFL.zip.part`, and beside it what they are of. Its size on the
 * disk says how far the download has come, however the process that wrote it ended.
 */
export class PartFile {
  /** Bytes that an earlier download had left, as long as this one builds on them. */
  private bytesBefore: number;
  private moved = false;

  private constructor(
    private readonly target: string,
    private readonly handle: FileHandle,
    private size: number,
    private remembered: PartMemory | null,
  ) {
    this.bytesBefore = size;
  }

  /** Fails with `file-in-the-way` for a part that somebody else began, such as a browser. */
  static async open(target: string): Promise<PartFile> {
    const file = partOf(target);
    const memory = await recall(target);
    const size = (await stat(file).catch(() => null))?.size ?? 0;
    if (size > 0 && memory === null) {
      fail(
        'file-in-the-way',
        `${file} is there already, and it is not known what it is a part of. ` +
          'If no browser is downloading it, delete it, or choose another folder.',
      );
    }
    return new PartFile(target, await open(file, 'a'), size, memory);
  }

  get file(): string {
    return partOf(this.target);
  }

  get bytes(): number {
    return this.size;
  }

  get resumedBytes(): number {
    return this.bytesBefore;
  }

  /** Whether there is something for the next time. */
  get isLeft(): boolean {
    return !this.moved && this.size > 0;
  }

  get memory(): PartMemory | null {
    return this.remembered;
  }

  isComplete(address: string): boolean {
    return this.memory?.address === address && this.size > 0 && this.size === this.memory.totalBytes;
  }

  /** What to ask the server for; null when only the whole file will do. */
  resumption(address: string): Resumption | null {
    const { memory, size: offset } = this;
    if (memory === null || memory.validator === null || memory.address !== address) return null;
    if (offset === 0 || offset > (memory.totalBytes ?? offset)) return null;
    return { offset, totalBytes: memory.totalBytes, validator: memory.validator };
  }

  /** Empties the part before it says what it will be of: no moment has bytes of one file under another's name. */
  async restart(memory: PartMemory): Promise<void> {
    await this.handle.truncate(0);
    this.size = 0;
    this.bytesBefore = 0;
    await this.remember(memory);
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      await this.handle.appendFile(bytes);
      this.size += bytes.byteLength;
    } catch (thrown) {
      // A full disk may have taken the first of them.
      this.size = (await this.handle.stat()).size;
      throw thrown;
    }
  }

  /** Nothing more is to come: where no length was told, it is known now. */
  async complete(): Promise<void> {
    await this.handle.sync();
    if (this.memory !== null && this.memory.totalBytes === null) {
      await this.remember({ ...this.memory, totalBytes: this.size });
    }
  }

  /** Moves the part to where it is to stay, and forgets that it was one. */
  async moveTo(file: string): Promise<void> {
    await this.handle.close();
    await rename(this.file, file);
    this.moved = true;
    await rm(memoryOf(this.target), { force: true });
  }

  /** Leaves the part for the next time, unless it holds nothing. May be called when it was moved already. */
  async close(): Promise<void> {
    await this.handle.close();
    if (this.moved || this.size > 0) return;
    await rm(this.file, { force: true });
    await rm(memoryOf(this.target), { force: true });
  }

  private async remember(memory: PartMemory): Promise<void> {
    const temporary = `${memoryOf(this.target)}.new`;
    await writeFile(temporary, JSON.stringify(memory), { flush: true });
    await rename(temporary, memoryOf(this.target));
    this.remembered = memory;
  }
}

function partOf(target: string): string {
  return `${target}.part`;
}

function memoryOf(target: string): string {
  return `${target}.part.json`;
}

async function recall(target: string): Promise<PartMemory | null> {
  try {
    return memorySchema.parse(JSON.parse(await readFile(memoryOf(target), 'utf8')));
  } catch {
    return null;
  }
}
