import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { recordOf, recordsIn } from '../../tfrecord/record';
import { whileThereIsRoom } from '../checkpoints/diskSpace';
import { decodeEvent, encodeEvent, sessionStarts, type BoardEvent, type SummaryValue } from './messages';

const prefix = 'events.out.tfevents.';
const flushEveryRecords = 100;

/**
 * The event file of one session of a run, in TensorBoard's format. TensorBoard reads all files of a folder as one; a
 * resumed run cuts those of its earlier sessions back to its checkpoint, so that no step is there twice, and goes on
 * in a file of its own.
 */
export class EventFile {
  private records: Buffer[] = [];

  private constructor(private readonly path: string) {}

  /** Goes on after `globalStep`; 0 starts afresh. Fails with `disk-full`. */
  static openAt(runFolder: string, globalStep: number): EventFile {
    whileThereIsRoom(runFolder, () => mkdirSync(runFolder, { recursive: true }));
    for (const path of eventFiles(runFolder)) {
      if (globalStep === 0) rmSync(path, { force: true });
      else truncateSync(path, lengthUpTo(readFileSync(path), globalStep));
    }
    const seconds = String(Math.floor(Date.now() / 1000)).padStart(10, '0');
    const step = String(globalStep).padStart(8, '0');
    const file = new EventFile(join(runFolder, `${prefix}${seconds}.facet.${step}`));
    file.add({ wallTime: wallTime(), step: 0, fileVersion: 'brain.Event:2' });
    if (globalStep > 0) {
      // For a TensorBoard that is open, and has read what was cut.
      file.add({ wallTime: wallTime(), step: globalStep + 1, sessionLog: { status: sessionStarts } });
    }
    return file;
  }

  append(step: number, value: readonly SummaryValue[]): void {
    this.add({ wallTime: wallTime(), step, summary: { value } });
    if (this.records.length >= flushEveryRecords) this.flush();
  }

  /** Call before a checkpoint is written. Fails with `disk-full`. */
  flush(): void {
    if (this.records.length === 0) return;
    const bytes = Buffer.concat(this.records);
    this.records = [];
    whileThereIsRoom(this.path, () => appendFileSync(this.path, bytes));
  }

  /** Writes what is left. A training that fails tells its own reason, and not that its log cannot be written. */
  close(): void {
    try {
      this.flush();
    } catch {
      // What a checkpoint vouches for was flushed before it was written.
    }
  }

  private add(event: BoardEvent): void {
    this.records.push(recordOf(encodeEvent(event)));
  }
}

/** The event files in a run's folder, the oldest first. */
export function eventFiles(runFolder: string): string[] {
  return readdirSync(runFolder)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => join(runFolder, name));
}

/** Bytes before the first event of a later step, or that is not whole. */
function lengthUpTo(file: Buffer, globalStep: number): number {
  let length = 0;
  for (const { data, start, end } of recordsIn(file)) {
    if (decodeEvent(data).step > globalStep) return start;
    length = end;
  }
  return length;
}

function wallTime(): number {
  return Date.now() / 1000;
}
