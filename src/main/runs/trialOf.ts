import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';

/** Which study's trial a run is. */
export interface TrialOf {
  readonly study: string;
  readonly trial: number;
}

const trialSchema = z.object({ study: z.string(), trial: z.number() }) satisfies z.ZodType<TrialOf>;
const fileIn = (runFolder: string): string => join(runFolder, 'trial.json');

export function writeTrialOf(runFolder: string, of: TrialOf): void {
  writeAtomically(fileIn(runFolder), Buffer.from(`${JSON.stringify(of)}\n`));
}

/** Null for a run that somebody trained by itself. */
export function readTrialOf(runFolder: string): TrialOf | null {
  try {
    return trialSchema.parse(JSON.parse(readFileSync(fileIn(runFolder), 'utf8')));
  } catch {
    return null;
  }
}
