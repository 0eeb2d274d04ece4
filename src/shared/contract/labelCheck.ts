import { z } from 'zod';
import type { EngineDescription, Metrics } from '../learning/results';
import type { Problem } from './jobs';
import { mostEpochs } from './training';

/** Bounds of a check: with two folds a network learns from half of the faces, with ten from nine tenths. */
export const foldCounts = { least: 2, most: 20, usual: 4 } as const;

export const labelCheckSchema = z
  .object({
    /** Whose configuration the folds' networks have. */
    run: z.string().min(1),
    folds: z.number().int().min(foldCounts.least).max(foldCounts.most).default(foldCounts.usual),
    /** Of each fold's training; by default as the run, but not more than is enough to doubt labels by. */
    epochs: z.number().positive().max(mostEpochs).optional(),
  })
  .strict();

export interface LabelCheckReport {
  readonly run: string;
  /** Under which the answers are kept as an evaluation of the run. */
  readonly split: string;
  readonly folds: number;
  readonly faces: number;
  /** By head that chooses: faces of which it confidently says another value than the label, which nobody has confirmed. */
  readonly suspects: Readonly<Record<string, number>>;
  /** Of all folds’ answers as of one network’s, and what a constant scores. */
  readonly metrics: Metrics;
  readonly floors: Metrics;
  readonly engine: EngineDescription;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}
