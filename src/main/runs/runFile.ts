import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';

/** Something that is written down of a run, as JSON in its folder. */
export interface RunFile<Content> {
  /** Replaces what was there. Fails with `disk-full`. */
  write(runFolder: string, content: Content): void;
  /** Null where there is none, or it is damaged: a run is shown without what is said beside it. */
  read(runFolder: string): Content | null;
}

export function runFile<Content>(name: string, schema: z.ZodType<Content>): RunFile<Content> {
  return {
    write: (runFolder, content) =>
      writeAtomically(join(runFolder, name), Buffer.from(`${JSON.stringify(content, null, 2)}\n`)),
    read: (runFolder) => {
      try {
        return schema.parse(JSON.parse(readFileSync(join(runFolder, name), 'utf8')));
      } catch {
        return null;
      }
    },
  };
}
