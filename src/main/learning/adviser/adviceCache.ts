import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomically } from '../checkpoints/atomicWrite';
import type { CropPack } from '../faceTable';
import { adviceSchema, type Advice } from './advice';

/** Of the file beside the crops. Networks of the same names that see otherwise have another one. */
const ending = '.advice.json';

/** A study alternates between a few sizes of crops or sets of heads, and a check of labels between a few folds. */
const kept = 8;

const fileSchema = z.array(z.object({ digest: z.string(), advice: adviceSchema }));

/**
 * Advice that was learnt before, by the digest of its lessons, in a file beside the crops of a pack: trials of a study and runs that
 * differ in their seed alone learn the same. Of a pack in memory nothing is kept.
 */
export class AdviceCache {
  private readonly file: string | null;

  constructor({ bytes }: CropPack) {
    this.file = 'file' in bytes ? `${bytes.file}${ending}` : null;
  }

  get(digest: string): Advice | null {
    return this.entries().find((entry) => entry.digest === digest)?.advice ?? null;
  }

  /** In the place of the oldest, where there are many. Fails with `disk-full`. */
  keep(digest: string, advice: Advice): void {
    if (this.file === null) return;
    const entries = [{ digest, advice }, ...this.entries()].slice(0, kept);
    writeAtomically(this.file, Buffer.from(JSON.stringify(entries)));
  }

  /** Newest first. A file that cannot be read counts as none: what it held is learnt again. */
  private entries(): z.infer<typeof fileSchema> {
    if (this.file === null || !existsSync(this.file)) return [];
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return [];
    }
  }
}
