import { z } from 'zod';
import type { HeadForm } from '../insight/headColumns';
import type { HeadInsight } from '../insight/headInsight';
import { rankings } from '../insight/ranking';
import type { EngineDescription, Metrics } from '../learning/results';
import type { LibraryTile } from './library';

const name = z.string().min(1);

/** The newest evaluation of a run on a split. */
export const evaluationSchema = z.object({ run: name, split: name }).strict();
export const evaluatedHeadSchema = evaluationSchema.extend({ head: name }).strict();
export const mistakesSchema = evaluatedHeadSchema
  .extend({
    /** Default: as the evaluation is best looked at, see `defaultRanking`. */
    ranking: z.enum(rankings).optional(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  })
  .strict();

export interface EvaluationView {
  readonly run: string;
  readonly split: string;
  readonly checkpoint: 'newest' | 'best';
  readonly globalStep: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly faces: number;
  readonly seconds: number;
  readonly engine: EngineDescription;
  readonly metrics: Metrics;
  /** What a constant scores on the same faces, by the same names. */
  readonly floors: Metrics;
  /** In the run's order; empty for an evaluation of an older version, which did not keep what is needed. */
  readonly heads: readonly { readonly head: string; readonly form: HeadForm['form'] }[];
  /** Faces whose labels are other than when they were evaluated, by what the run's heads are measured against. */
  readonly changedFaces: number;
  /** Faces that are not in the project any more: the Library does not show them. */
  readonly goneFaces: number;
}

export interface HeadInsightView {
  readonly insight: HeadInsight;
  /** Of this head, without its name: `nme`, `accuracy`. */
  readonly metrics: Metrics;
  readonly floors: Metrics;
}

/** One face of the ranked list. */
export interface Mistake {
  readonly tile: LibraryTile;
  /** Value ids (of tags: several), as they were when evaluated; null where the head chooses nothing. */
  readonly labelled: readonly string[] | null;
  readonly predicted: readonly string[] | null;
  readonly confidence: number | null;
  readonly error: number;
  /** A number's label and prediction; null for other heads. */
  readonly numbers: { readonly label: number; readonly predicted: number } | null;
  /** Where the head sees the points, as fractions of the thumbnail by the scheme's order; null for other heads. */
  readonly predictedPoints: readonly (readonly [number, number] | null)[] | null;
  /** Whether the label is another one by now. */
  readonly changed: boolean;
  /** Whether somebody has looked at the label and found it right. */
  readonly confirmed: boolean;
}

export interface Mistakes {
  readonly total: number;
  readonly offset: number;
  readonly mistakes: readonly Mistake[];
}
