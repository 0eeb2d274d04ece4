import { z } from 'zod';
import { calibrationSchema, type Calibration } from '@shared/learning/calibration';
import { fail } from '@shared/result';
import { adviceSchema } from '../adviser/advice';
import type { ParameterSnapshot } from '../parameters';

/** JSON knows no NaN; a metric that could not be computed comes back as one. */
export const metricsSchema = z.record(
  z.string(),
  z
    .number()
    .nullable()
    .transform((value) => value ?? Number.NaN),
);

const modelSignature = z.object({
  network: z.string(),
  inputSizePx: z.number(),
  heads: z.array(z.string()),
  parameters: z.array(
    z.object({ name: z.string(), shape: z.array(z.number()), kind: z.enum(['trainable', 'state']) }),
  ),
});

const bestSoFar = z.object({ globalStep: z.number(), criterion: z.number(), metrics: metricsSchema });

export const trainingState = z.object({
  model: modelSignature,
  globalStep: z.number().int().nonnegative(),
  /**
   * All randomness (order, augmentation, dropout) is drawn from streams named by the seed and the position:
   * these two are the whole random state.
   */
  seed: z.number(),
  samplesSeen: z.number().int().nonnegative(),
  optimizerStep: z.number().int().nonnegative(),
  /** The step with the lowest criterion so far; null without validation faces. */
  best: bestSoFar.nullable(),
  /** Of the last pass over the validation faces, which is of this step unless a run was killed right after it was stopped. */
  validation: metricsSchema.nullable(),
  /** As `Model.alignedShape`; absent where a face is looked at once. */
  alignedShape: z.array(z.number()).optional(),
  /** As `Model.firstLookShares`, fitted in that pass; absent in checkpoints from before it was. */
  firstLookShares: z.record(z.string(), z.number().min(0).max(1)).optional(),
  /** As `Model.advice`: learnt before the first step, and weighed in that pass. */
  advice: adviceSchema.optional(),
  /** Of the same pass; absent where there was none, and in checkpoints from before heads were calibrated. */
  calibration: calibrationSchema.optional(),
  /** The same of heads that an adviser is asked beside, as they answer without it; absent without an adviser. */
  calibrationAlone: calibrationSchema.optional(),
  /** How each head has fared in validation, where heads are stopped that do not get better. */
  heads: z
    .record(z.string(), z.object({ lowest: z.number(), passes: z.number(), isStopped: z.boolean() }))
    .optional(),
  /** What the weighting strategy remembers, where it remembers something. */
  weighting: z.record(z.string(), z.array(z.number().nullable()).readonly()).optional(),
});

/** What the network is, by the names and shapes of its parameters. */
export type ModelSignature = z.infer<typeof modelSignature>;
export type BestSoFar = z.infer<typeof bestSoFar>;
export type TrainingState = z.infer<typeof trainingState>;

/** The numbers of a checkpoint, in the order in which they are stored. */
export const arrayNames = ['trainable', 'state', 'firstMoment', 'secondMoment'] as const;
export type CheckpointArrays = Readonly<Record<(typeof arrayNames)[number], Float32Array>>;

/** Everything a run needs to go on as if it had not stopped. */
export interface Checkpoint extends TrainingState {
  readonly arrays: CheckpointArrays;
  /** Of the parameters over the steps, where the run averages them; absent before it has begun to. */
  readonly averages?: ParameterSnapshot;
}

/** The parameters that the checkpoint's model answers with: their averages where there are some. */
export function answeringParameters({ arrays, averages }: Checkpoint): ParameterSnapshot {
  return averages ?? arrays;
}

/** How sure the checkpoint's network may be of what it says by itself, without an adviser. */
export function networkCalibration({
  calibration,
  advice = {},
  calibrationAlone,
}: Pick<TrainingState, 'calibration' | 'advice' | 'calibrationAlone'>): Calibration {
  const unadvised = Object.entries(calibration ?? {}).filter(([head]) => !(head in advice));
  return { ...Object.fromEntries(unadvised), ...calibrationAlone };
}

/** Fails with `checkpoint-of-another-model` unless the checkpoint fits the model that is to use it. */
export function requireSameModel(checkpoint: Checkpoint, expected: ModelSignature): void {
  const found = checkpoint.model;
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  const sameInWords = inWords(found) === inWords(expected);
  fail(
    'checkpoint-of-another-model',
    `The run's checkpoint was made with ${inWords(found)}; ` +
      `the configuration asks for ${sameInWords ? 'the same with layers of other sizes' : inWords(expected)}. ` +
      'Use the configuration it was trained with, or train a new run.',
    { found, expected },
  );
}

function inWords(model: ModelSignature): string {
  const heads = model.heads.join(', ') || 'none';
  return `the network "${model.network}" at ${model.inputSizePx} px and the heads ${heads}`;
}
