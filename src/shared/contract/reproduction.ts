/** What a run is made of, and how close training it again has come. */
import { z } from 'zod';
import type { DataChange, RunFingerprint, SurroundingDifference } from '../domain/fingerprint';
import type { RunStart } from '../domain/runStart';
import type { FrozenTrunk } from '../learning/configuration';
import type { Metrics } from '../learning/results';
import { runNameSchema } from './training';

export const reproduceSchema = z
  .object({
    run: runNameSchema,
    /** Also where labels or files are others than those that it was trained on. */
    despiteChanges: z.boolean().default(false),
  })
  .strict();

/** The weights of two runs after the same step. */
export interface WeightsCloseness {
  /** Bit for bit. */
  readonly identical: boolean;
  /** Of any number. */
  readonly largestDifference: number;
  /** ‖again − original‖ ÷ ‖original‖. */
  readonly relativeDifference: number;
}

/** How close a run that was trained again has come to its original. */
export interface Closeness {
  readonly globalStep: number;
  /** Null where the original's checkpoint of that step is gone. */
  readonly weights: WeightsCloseness | null;
  /** Metrics on the validation faces, or without any the last step's losses on its batch; null: neither is known. */
  readonly measured: {
    readonly on: 'validation' | 'training';
    readonly globalStep: number;
    readonly original: Metrics;
    readonly again: Metrics;
  } | null;
  /** What else was another. */
  readonly differences: readonly SurroundingDifference[];
  /** What had changed in the labels and files, where it was trained in spite of that; null: nothing. */
  readonly changes: DataChange | null;
  /** The original was lengthened while it was trained: its first steps followed another schedule. */
  readonly lengthened: boolean;
  /** On which it was trained again, with the number of its threads; null where that was not written down. */
  readonly device: string | null;
}

export interface Reproduction {
  /** The original's name. */
  readonly of: string;
  /** Null until it has come to its end. */
  readonly closeness: Closeness | null;
}

export interface ReproduceReport extends Reproduction {
  readonly run: string;
}

export interface FingerprintView {
  readonly run: string;
  readonly seed: number;
  /** Short name of everything that decides what it comes to; null where no fingerprint was written. */
  readonly print: string | null;
  readonly fingerprint: RunFingerprint | null;
  /** What it began with instead of chance; null also where that was not written down. */
  readonly start: RunStart | null;
  /** Of its configuration: what it says of where it began, and for how long its trunk was frozen. */
  readonly startFrom: string | null;
  readonly frozenTrunk: FrozenTrunk | null;
  /** It never learnt. */
  readonly frozenThroughout: boolean;
  /** How the project's faces differ now from those that it was trained on; null where that is not known. */
  readonly changes: DataChange | null;
  /** Where it is itself one that was trained again. */
  readonly reproduction: Reproduction | null;
}
