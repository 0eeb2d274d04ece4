import { open, rm, type FileHandle } from 'node:fs/promises';
import { fail } from '@shared/result';
import { writingFailure } from '../outputs/writingFailure';
import { RecordedResults } from './recordedResults';
import { lineOf, writtenPhoto, type PhotoRecord, type ResultsHeader } from './resultRecord';
import { ResultsIndex } from './resultsIndex';
import { scanLog } from './scanLog';

/**
 * What was predicted on a folder's photos: a file that only grows, a line a photo. It is the truth from which
 * every output is made. A line counts when it is whole, so that whoever was killed while writing goes on behind
 * the last whole one; a photo that has a record is not predicted again unless its file has changed.
 */
export class ResultsLog extends RecordedResults {
  private constructor(
    file: string,
    header: ResultsHeader,
    handle: FileHandle,
    index: ResultsIndex,
    /** As it was left, with what may lie behind the last whole record. */
    private sizeBytes: number,
  ) {
    super(file, header, handle, index);
  }

  /** Begins a log, in place of what may be there. Fails with `disk-full` or output-unwritable. */
  static async create(file: string, header: ResultsHeader): Promise<ResultsLog> {
    const handle = await open(file, 'w+').catch((thrown: unknown) => {
      throw writingFailure(thrown, file);
    });
    const log = new ResultsLog(file, header, handle, new ResultsIndex(), 0);
    await log.removingOnFailure(() => log.write(lineOf(header)));
    return log;
  }

  /**
   * Opens a log that is there, to go on behind its last whole record; null where there is none, or one without a whole
   * beginning. Fails with `results-unreadable` for a file that is no log, or output-unwritable.
   */
  static async open(file: string): Promise<ResultsLog | null> {
    const handle = await open(file, 'r+').catch((thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
      throw writingFailure(thrown, file);
    });
    if (handle === null) return null;
    try {
      const scanned = await scanLog(handle, file);
      if (scanned) return new ResultsLog(file, scanned.header, handle, scanned.index, scanned.sizeBytes);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    await handle.close();
    return null;
  }

  /**
   * Adds what became of some photos; on the disk when it answers. Fails with `disk-full`, with `results-in-use`
   * where somebody else has written to the file, and with
   * `prediction-run-changed` where another checkpoint has predicted than before.
   */
  async append(photos: readonly PhotoRecord[], globalStep: number | null): Promise<void> {
    if (globalStep !== null) this.checkStep(globalStep);
    const lines = globalStep !== null && this.globalStep === null ? [lineOf({ globalStep })] : [];
    const records = photos.map((photo) => lineOf(writtenPhoto(photo)));
    let offset = this.index.end + lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    await this.write([...lines, ...records].join(''));
    await this.handle.datasync();
    this.index.step ??= globalStep;
    photos.forEach((photo, index) => {
      const length = Buffer.byteLength(records[index]!);
      this.index.addPhoto(photo, offset, length);
      offset += length;
    });
  }

  /** Says that all photos have their record. A photo that comes later takes the word back. Fails as `append`. */
  async finish(): Promise<void> {
    if (this.isFinished && this.lostLines === 0) return;
    const { damagedLines } = this.index;
    const record = { finished: { damagedLines } };
    const line = lineOf(record);
    const offset = this.index.end;
    await this.write(line);
    await this.handle.datasync();
    this.index.addRecord(record, offset, Buffer.byteLength(line));
  }

  private checkStep(globalStep: number): void {
    const step = this.globalStep;
    if (step === null || step === globalStep) return;
    fail(
      'prediction-run-changed',
      `These predictions were begun with step ${step} of the run, which has been trained on to step ` +
        `${globalStep}. Results come from one checkpoint: choose another output folder, or begin anew (--restart).`,
    );
  }

  private async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    if ((await this.handle.stat()).size !== this.sizeBytes) {
      fail(
        'results-in-use',
        `Another process writes to ${this.file}, too. Stop one of them, and go on with it.`,
      );
    }
    const { end } = this.index;
    try {
      // What lies behind the last whole record is of a write that did not come to its end.
      if (this.sizeBytes > end) await this.handle.truncate(end);
      this.index.cutTail();
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.handle.write(
          bytes,
          written,
          bytes.length - written,
          end + written,
        );
        written += bytesWritten;
      }
    } catch (thrown) {
      await this.handle.truncate(end).catch(() => undefined);
      this.sizeBytes = (await this.handle.stat()).size;
      throw writingFailure(thrown, this.file);
    }
    this.index.end += bytes.length;
    this.sizeBytes = this.index.end;
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
