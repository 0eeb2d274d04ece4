import { z } from 'zod';
import { runFile } from './runFile';

/** Which study's trial a run is. */
export interface TrialOf {
  readonly study: string;
  readonly trial: number;
}

const file = runFile(
  'trial.json',
  z.object({ study: z.string(), trial: z.number() }) satisfies z.ZodType<TrialOf>,
);

export function writeTrialOf(runFolder: string, of: TrialOf): void {
  file.write(runFolder, of);
}

/** Null for a run that somebody trained by itself. */
export function readTrialOf(runFolder: string): TrialOf | null {
  return file.read(runFolder);
}
