import { z } from 'zod';
import type { TrainingBeginning } from '@shared/contract/training';
import { runFile } from './runFile';

const file = runFile(
  'beginning.json',
  z.object({
    trainingFaces: z.number(),
    validationFaces: z.number(),
    totalSteps: z.number(),
    floors: z.record(z.string(), z.number()),
  }) satisfies z.ZodType<TrainingBeginning>,
);

/** Of the newest session of a run: what it trains on, and what a constant scores where it validates. */
export function writeBeginning(runFolder: string, beginning: TrainingBeginning): void {
  file.write(runFolder, beginning);
}

/** Null for a run that has not begun, or was trained before this was written down. */
export function readBeginning(runFolder: string): TrainingBeginning | null {
  return file.read(runFolder);
}
