import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainingBeginning } from '@shared/contract/training';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';

const beginningSchema = z.object({
  trainingFaces: z.number(),
  validationFaces: z.number(),
  totalSteps: z.number(),
  floors: z.record(z.string(), z.number()),
}) satisfies z.ZodType<TrainingBeginning>;

const fileIn = (runFolder: string): string => join(runFolder, 'beginning.json');

/** Of the newest session of a run: what it trains on, and what a constant scores where it validates. */
export function writeBeginning(runFolder: string, beginning: TrainingBeginning): void {
  writeAtomically(fileIn(runFolder), Buffer.from(`${JSON.stringify(beginning, null, 2)}\n`));
}

/** Null for a run that has not begun, or was trained before this was written down. */
export function readBeginning(runFolder: string): TrainingBeginning | null {
  try {
    return beginningSchema.parse(JSON.parse(readFileSync(fileIn(runFolder), 'utf8')));
  } catch {
    // Charts without a floor are better than no charts.
    return null;
  }
}
