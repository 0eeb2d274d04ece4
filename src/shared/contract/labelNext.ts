import { z } from 'zod';
import type { Problem } from './jobs';

/** Faces of the queue: what a person labels before the model learns again. */
export const queueLengths = { least: 1, most: 2000, usual: 100 } as const;

export const labelNextSchema = z
  .object({
    run: z.string().min(1),
    checkpoint: z.enum(['newest', 'best']).default('newest'),
    count: z.number().int().min(queueLengths.least).max(queueLengths.most).default(queueLengths.usual),
  })
  .strict();

export interface LabelNextReport {
  readonly run: string;
  /** Faces that lack a label of one of the run's heads. */
  readonly candidates: number;
  /** The first first. Uncertainty as `facesUncertainty` has it, 0…1. */
  readonly queue: readonly {
    readonly faceId: number;
    readonly image: string;
    readonly uncertainty: number;
  }[];
  readonly seconds: number;
  readonly problems: readonly Problem[];
}
