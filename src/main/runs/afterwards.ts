import { z } from 'zod';
import type { TrainingWishes } from './configuration';
import { runFile } from './runFile';

export type Afterwards = NonNullable<TrainingWishes['afterwards']>;

const file = runFile('afterwards.json', z.array(z.enum(['evaluate', 'suggest'])));

/** What is to be done when the run has come to its end, in whichever session that is. */
export function writeAfterwards(runFolder: string, afterwards: Afterwards): void {
  file.write(runFolder, afterwards);
}

/** Empty for a run that nobody wished that of. */
export function readAfterwards(runFolder: string): Afterwards {
  return file.read(runFolder) ?? [];
}
