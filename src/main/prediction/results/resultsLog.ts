import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import { writingFailure } from '../outputs/diskFull';
import {
  lineOf,
  readHeader,
  readPhoto,
  readStep,
  recordIn,
  writtenPhoto,
  type PhotoRecord,
  type ResultsHeader,
} from './resultRecord';
import { wholeLines } from './wholeLines';

/** Where a photo's newest record stands. */
interface Entry {
  readonly offset: number;
  readonly length: number;
  readonly stamp: string | null;
  readonly failure: Problem | null;
  readonly faces: number;
}

export interface ResultCounts {
  /** Photos looked at: predicted and failed. */
  readonly images: number;
  readonly faces: number;
  readonly failed: number;
  /** Photos in which no face was found. */
  readonly withoutFace: number;
}

/**
 * What was predicted on a folder's photos: a file that only grows, a line a photo. It is the truth from which
 * every output is made. A line counts when it is whole, so that whoever was killed while writing goes on behind
 * the last whole one; a photo that has a record is not predicted again unless its file has changed.
 */
export class ResultsLog {
  private readonly entries = new Map<string, Entry>();
  private step: number | null = null;

  private constructor(
    readonly file: string,
    readonly header: ResultsHeader,
    private readonly handle: FileHandle,
    private end: number,
  ) {}

  /** Begins a log, in place of what may be there. Fails with `disk-full`. */
  static async create(file: string, header: ResultsHeader): Promise<ResultsLog> {
    const handle = await open(file, 'w+');
    const log = new ResultsLog(file, header, handle, 0);
    await log.removingOnFailure(() => log.write(lineOf(header)));
    return log;
  }

  /**
   * Opens a log that is there and cuts off what is behind its last whole record; null where there is none, or one
   * without a whole beginning. Fails with `results-unreadable` for a file that is no log.
   */
  static async open(file: string): Promise<ResultsLog | null> {
    const handle = await open(file, 'r+').catch((thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
      throw thrown;
    });
    if (handle === null) return null;
    let log: ResultsLog | null = null;
    try {
      let end = 0;
      for await (const { text, offset, length } of wholeLines(handle)) {
        const record = recordIn(text);
        if (record === null) break;
        if (log) log.learn(record, offset, length);
        else log = new ResultsLog(file, headerIn(record, file), handle, 0);
        end = offset + length;
      }
      if (log === null) {
        await handle.close();
        return null;
      }
      await handle.truncate(end);
      log.end = end;
      return log;
    } catch (thrown) {
      await handle.close().catch(() => undefined);
      throw thrown;
    }
  }

  get globalStep(): number | null {
    return this.step;
  }

  get counts(): ResultCounts {
    const counts = { images: this.entries.size, faces: 0, failed: 0, withoutFace: 0 };
    for (const { failure, faces } of this.entries.values()) {
      counts.faces += faces;
      if (failure !== null) counts.failed += 1;
      else if (faces === 0) counts.withoutFace += 1;
    }
    return counts;
  }

  /** Photos that could not be predicted on, in the order of their names. */
  get failures(): Problem[] {
    return this.names().flatMap((name) => this.entries.get(name)!.failure ?? []);
  }

  /** Whether it has a record of a photo of this name. */
  knows(name: string): boolean {
    return this.entries.has(name);
  }

  /** Whether nothing is left to do for a photo; one that was not there when it was looked at is looked at again. */
  has({ name, stamp }: Pick<PhotoRecord, 'name' | 'stamp'>): boolean {
    const entry = this.entries.get(name);
    return entry !== undefined && entry.stamp === stamp && entry.failure?.code !== 'image-missing';
  }

  /**
   * Adds what became of some photos; on the disk when it answers. Fails with `disk-full`, with `results-in-use`
   * where somebody else has written to the file, and with
   * `prediction-run-changed` where another checkpoint has predicted than before.
   */
  async append(photos: readonly PhotoRecord[], globalStep: number | null): Promise<void> {
    if (globalStep !== null) this.checkStep(globalStep);
    const lines = globalStep !== null && this.step === null ? [lineOf({ globalStep })] : [];
    const records = photos.map((photo) => lineOf(writtenPhoto(photo)));
    let offset = this.end + lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    await this.write([...lines, ...records].join(''));
    await this.handle.datasync();
    this.step ??= globalStep;
    photos.forEach((photo, index) => {
      const length = Buffer.byteLength(records[index]!);
      this.note(photo, offset, length);
      offset += length;
    });
  }

  /** The newest record of each photo, in the order of their names, some at a time. */
  async *photos(atOnce = 256): AsyncGenerator<readonly PhotoRecord[]> {
    const names = this.names();
    for (let start = 0; start < names.length; start += atOnce) {
      const records: PhotoRecord[] = [];
      for (const name of names.slice(start, start + atOnce)) records.push(await this.read(name));
      yield records;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  /** By code unit, as photos are listed. */
  private names(): string[] {
    return [...this.entries.keys()].sort();
  }

  private async read(name: string): Promise<PhotoRecord> {
    const { offset, length } = this.entries.get(name)!;
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, offset);
    const photo = readPhoto(recordIn(buffer.toString('utf8', 0, bytesRead - 1)));
    return photo ?? fail('results-unreadable', `${this.file} has changed while it was read.`);
  }

  private learn(record: unknown, offset: number, length: number): void {
    const photo = readPhoto(record);
    if (photo) this.note(photo, offset, length);
    else this.step ??= readStep(record);
  }

  private note({ name, file, stamp, outcome }: PhotoRecord, offset: number, length: number): void {
    const place = { offset, length, stamp };
    if ('failure' in outcome) {
      const { code, message } = outcome.failure;
      this.entries.set(name, { ...place, failure: { file, code, reason: message }, faces: 0 });
    } else this.entries.set(name, { ...place, failure: null, faces: outcome.faces.length });
  }

  private checkStep(globalStep: number): void {
    if (this.step === null || this.step === globalStep) return;
    fail(
      'prediction-run-changed',
      `These predictions were begun with step ${this.step} of the run, which has been trained on to step ` +
        `${globalStep}. Results come from one checkpoint: choose another output folder, or begin anew (--restart).`,
    );
  }

  private async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    if ((await this.handle.stat()).size !== this.end) {
      fail(
        'results-in-use',
        `Another process writes to ${this.file}, too. Stop one of them, and go on with it.`,
      );
    }
    try {
      // At the place where whole records end: what a failed write has left is written over.
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.handle.write(
          bytes,
          written,
          bytes.length - written,
          this.end + written,
        );
        written += bytesWritten;
      }
    } catch (thrown) {
      await this.handle.truncate(this.end).catch(() => undefined);
      throw writingFailure(thrown, this.file);
    }
    this.end += bytes.length;
  }

  private async removingOnFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      await this.handle.close();
      await rm(this.file, { force: true });
      throw thrown;
    }
  }
}

function headerIn(record: unknown, file: string): ResultsHeader {
  return (
    readHeader(record) ??
    fail('results-unreadable', `${file} is no log of predictions that this version of Facet can read.`)
  );
}
