import type { Problem } from '@shared/contract/jobs';
import { readFinished, readPhoto, readStep, type PhotoRecord } from './resultRecord';

/** Where a photo's newest record stands. */
export interface Entry {
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

/** What a log's records say of its photos and where they stand, learnt line by line. */
export class ResultsIndex {
  /** Where the last whole record ends. */
  end = 0;
  step: number | null = null;
  /** Whether nothing follows the word that a job came to its end. */
  isFinished = false;
  private readonly entries = new Map<string, Entry>();
  private damagedBefore = 0;
  private damagedBehind = 0;
  private madeUpFor = 0;

  /** Lines that cannot be read, and that no job has made up for since. */
  get lostLines(): number {
    return Math.max(0, this.damagedBefore + this.damagedBehind - this.madeUpFor);
  }

  /** Lines that cannot be read before the last whole record: those behind it are cut off by whoever goes on. */
  get damagedLines(): number {
    return this.damagedBefore;
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

  /** By code unit, as photos are listed. */
  names(): string[] {
    return [...this.entries.keys()].sort();
  }

  get(name: string): Entry | undefined {
    return this.entries.get(name);
  }

  /** A line that is not whole, though it has an end. */
  addDamaged(): void {
    this.damagedBehind += 1;
    this.isFinished = false;
  }

  /** What lies behind the last whole record is gone. */
  cutTail(): void {
    this.damagedBehind = 0;
  }

  addRecord(record: unknown, offset: number, length: number): void {
    this.end = offset + length;
    this.damagedBefore += this.damagedBehind;
    this.damagedBehind = 0;
    const photo = readPhoto(record);
    const finished = readFinished(record);
    if (photo) this.addPhoto(photo, offset, length);
    else if (finished) {
      this.isFinished = true;
      this.madeUpFor = finished.damagedLines;
    } else this.step ??= readStep(record);
  }

  addPhoto({ name, file, stamp, outcome }: PhotoRecord, offset: number, length: number): void {
    this.isFinished = false;
    const place = { offset, length, stamp };
    if ('failure' in outcome) {
      const { code, message } = outcome.failure;
      this.entries.set(name, { ...place, failure: { file, code, reason: message }, faces: 0 });
    } else this.entries.set(name, { ...place, failure: null, faces: outcome.faces.length });
  }
}
