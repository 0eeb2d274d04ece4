import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';
import type { ChangeFeed } from './changes';

const queueSchema = z.object({
  /** The run whose model chose them. */
  run: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** The first to be labelled first. */
  faces: z.array(z.object({ id: z.number().int(), uncertainty: z.number() })),
});
export type LabelQueue = z.infer<typeof queueSchema>;

const repeatsSchema = z.object({
  at: z.string(),
  /** Faces that were looked at. */
  faces: z.number().int(),
  /** The most alike first; `first` is the lower id. Similarity: correlation of the crops, up to 1. */
  pairs: z.array(z.object({ first: z.number().int(), second: z.number().int(), similarity: z.number() })),
});
export type Repeats = z.infer<typeof repeatsSchema>;

/**
 * Lists of faces that a job has made: what to label next, and faces that nearly repeat each other. Files beside the
 * database, each written whole by its job: they say nothing that could not be found again. Faces that are deleted
 * since may still be named.
 */
export class FaceLists {
  private readonly queueFile: ListFile<LabelQueue>;
  private readonly repeatsFile: ListFile<Repeats>;

  constructor(
    folder: string,
    private readonly changes: ChangeFeed,
  ) {
    this.queueFile = new ListFile(join(folder, 'label-next.json'), queueSchema);
    this.repeatsFile = new ListFile(join(folder, 'near-duplicates.json'), repeatsSchema);
  }

  /** Null where none was made, or its file cannot be read. */
  get queue(): LabelQueue | null {
    return this.queueFile.read();
  }

  get repeats(): Repeats | null {
    return this.repeatsFile.read();
  }

  /** Changes whenever one of the lists does, also by another process. */
  get version(): string {
    return `${this.queueFile.version()} ${this.repeatsFile.version()}`;
  }

  /** Fails with `disk-full`; the queue before then stays. */
  keepQueue(queue: LabelQueue): void {
    this.queueFile.write(queue);
    this.changes.tell({ kind: 'lists' });
  }

  /** Fails with `disk-full`; the list before then stays. */
  keepRepeats(repeats: Repeats): void {
    this.repeatsFile.write(repeats);
    this.changes.tell({ kind: 'lists' });
  }
}

/** Read when it was written since, by whomever. */
class ListFile<List> {
  private kept: { readonly version: string; readonly list: List | null } | null = null;

  constructor(
    private readonly file: string,
    private readonly schema: z.ZodType<List>,
  ) {}

  version(): string {
    const stats = statSync(this.file, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'none';
  }

  read(): List | null {
    const version = this.version();
    if (this.kept?.version !== version) this.kept = { version, list: this.parsed() };
    return this.kept.list;
  }

  write(list: List): void {
    writeAtomically(this.file, Buffer.from(`${JSON.stringify(list)}\n`));
  }

  private parsed(): List | null {
    try {
      return this.schema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // None yet, or spoilt: its job makes it anew.
      return null;
    }
  }
}
