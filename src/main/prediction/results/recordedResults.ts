import { open, type FileHandle } from 'node:fs/promises';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import { readPhoto, recordIn, type PhotoRecord, type ResultsHeader } from './resultRecord';
import type { ResultCounts, ResultsIndex } from './resultsIndex';
import { scanLog } from './scanLog';

/** A log that is only read: nothing about its file changes. */
export class RecordedResults {
  protected constructor(
    readonly file: string,
    readonly header: ResultsHeader,
    protected readonly handle: FileHandle,
    protected readonly index: ResultsIndex,
  ) {}

  /** Null where there is no log, or one without a whole beginning. Fails with `results-unreadable`. */
  static async read(file: string): Promise<RecordedResults | null> {
    const handle = await open(file, 'r').catch((thrown: unknown) => {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return fail('results-unreadable', `${file} may not be read (${reason}). Give yourself the right to.`);
    });
    if (handle === null) return null;
    try {
      const scanned = await scanLog(handle, file);
      if (scanned) return new RecordedResults(file, scanned.header, handle, scanned.index);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    await handle.close();
    return null;
  }

  get globalStep(): number | null {
    return this.index.step;
  }

  /** Whether the job that wrote it came to its end, and nothing was added since. */
  get isFinished(): boolean {
    return this.index.isFinished;
  }

  /** Lines that could not be read, and that no job has made up for since. */
  get lostLines(): number {
    return this.index.lostLines;
  }

  get counts(): ResultCounts {
    return this.index.counts;
  }

  /** Photos that could not be predicted on, in the order of their names. */
  get failures(): Problem[] {
    return this.names().flatMap((name) => this.index.get(name)!.failure ?? []);
  }

  /** Of all photos that have a record, in order. */
  names(): string[] {
    return this.index.names();
  }

  /** How many faces a photo has; null for one without a prediction. */
  facesOf(name: string): number | null {
    const entry = this.index.get(name);
    return entry === undefined || entry.failure !== null ? null : entry.faces;
  }

  /** Whether it has a record of a photo of this name. */
  knows(name: string): boolean {
    return this.index.get(name) !== undefined;
  }

  /** Whether nothing is left to do for a photo; one that was not there when it was looked at is looked at again. */
  has({ name, stamp }: Pick<PhotoRecord, 'name' | 'stamp'>): boolean {
    const entry = this.index.get(name);
    return entry !== undefined && entry.stamp === stamp && entry.failure?.code !== 'image-missing';
  }

  /** The newest record of each photo, in the order of their names, some at a time. */
  async *photos(atOnce = 256): AsyncGenerator<readonly PhotoRecord[]> {
    const names = this.names();
    for (let start = 0; start < names.length; start += atOnce) {
      const records: PhotoRecord[] = [];
      for (const name of names.slice(start, start + atOnce)) records.push(await this.recordOf(name));
      yield records;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async recordOf(name: string): Promise<PhotoRecord> {
    const { offset, length } = this.index.get(name)!;
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, offset);
    const photo = readPhoto(recordIn(buffer.toString('utf8', 0, bytesRead - 1)));
    return photo ?? fail('results-unreadable', `${this.file} has changed while it was read.`);
  }
}
