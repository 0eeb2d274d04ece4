import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { whileThereIsRoom } from '../checkpoints/diskSpace';
import type { EngineEvent, TrainingStep } from '../engine/protocol';

export type LoggedEvent =
  ({ readonly type: 'step' } & TrainingStep) | Extract<EngineEvent, { type: 'validated' | 'gradients' }>;

const flushEveryLines = 100;

/**
 * `events.jsonl` in the run's folder: every step's losses, every validation and every
 * comparison of the heads' gradients, a line each. A resumed run
 * cuts it back to its checkpoint, so that the log reads as if the run had never stopped.
 */
export class EventLog {
  private readonly path: string;
  private lines: string[] = [];

  private constructor(runFolder: string) {
    whileThereIsRoom(runFolder, () => mkdirSync(runFolder, { recursive: true }));
    this.path = eventLogFile(runFolder);
  }

  /** Goes on after `globalStep`; 0 starts afresh. */
  static openAt(runFolder: string, globalStep: number): EventLog {
    const log = new EventLog(runFolder);
    if (globalStep === 0) rmSync(log.path, { force: true });
    else if (existsSync(log.path)) truncateSync(log.path, lengthUpTo(readFileSync(log.path), globalStep));
    return log;
  }

  append(event: LoggedEvent): void {
    this.lines.push(`${JSON.stringify(event)}\n`);
    if (this.lines.length >= flushEveryLines) this.flush();
  }

  /**
   * Call before a checkpoint is written: the log then always reaches as far as the checkpoint.
   * Fails with `disk-full`.
   */
  flush(): void {
    if (this.lines.length === 0) return;
    const text = this.lines.join('');
    this.lines = [];
    whileThereIsRoom(this.path, () => appendFileSync(this.path, text));
  }

  /** Writes what is left. A training that fails tells its own reason, and not that its log cannot be written. */
  close(): void {
    try {
      this.flush();
    } catch {
      // What a checkpoint vouches for was flushed before it was written.
    }
  }
}

export function eventLogFile(runFolder: string): string {
  return join(runFolder, 'events.jsonl');
}

/** The event of a line; null for one that was cut off (by a full disk, a killed process) or damaged. */
export function readLoggedEvent(line: string): LoggedEvent | null {
  try {
    return JSON.parse(line) as LoggedEvent;
  } catch {
    return null;
  }
}

/** Bytes before the first line that is later than the step, or that is not whole. */
function lengthUpTo(bytes: Buffer, globalStep: number): number {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf('\n', start);
    if (end < 0) return start;
    const event = readLoggedEvent(bytes.toString('utf8', start, end));
    if (event === null || event.globalStep > globalStep) return start;
    start = end + 1;
  }
}
