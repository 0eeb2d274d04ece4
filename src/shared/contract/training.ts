/** What the place Train asks and is told: what can be trained, how a training went, and the one that runs. */
import { z } from 'zod';
import {
  optimizerKinds,
  type AugmentationConfiguration,
  type HeadKind,
  type LearningRateSchedule,
  type RunConfiguration,
  type Shuffle,
  type ViewsConfiguration,
  type WeightingConfiguration,
} from '../learning/configuration';
import type { RunStart } from '../domain/runStart';
import type { GradientSample } from '../learning/gradientSample';
import type { LossCurve } from '../learning/lossCurve';
import { presetNames, type PresetName } from '../learning/presets';
import type { Metrics } from '../learning/results';

const share = z.number().min(0).max(1);
const factor = z.number().positive().max(10);
const stepCount = z.number().int().positive().max(10_000_000);

const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }).strict(),
  z
    .object({
      kind: z.literal('cosine'),
      warmupSteps: z.number().int().min(0).max(10_000_000),
      lowest: share.optional(),
    })
    .strict(),
  z.object({ kind: z.literal('step'), everySteps: stepCount, factor }).strict(),
]) satisfies z.ZodType<LearningRateSchedule>;

const rangeSchema = z
  .tuple([factor, factor])
  .refine(([from, to]) => from <= to, { message: 'the range’s first number is above its second' });

export const augmentationSchema = z
  .object({
    flip: share,
    rotationDegrees: z.number().min(0).max(180),
    scale: rangeSchema,
    shift: z.number().min(0).max(0.5),
    brightness: share,
    contrast: rangeSchema,
    saturation: rangeSchema.optional(),
    gray: share.optional(),
    realigned: share.optional(),
  })
  .strict() satisfies z.ZodType<AugmentationConfiguration>;

const shuffleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('buffer'), size: z.number().int().min(1).max(1_000_000) }).strict(),
  z.object({ kind: z.literal('epoch') }).strict(),
]) satisfies z.ZodType<Shuffle>;

const viewsSchema = z
  .object({ mirrored: z.boolean(), realigned: z.boolean() })
  .strict() satisfies z.ZodType<ViewsConfiguration>;

/** What is left out is as the strategy's paper has it. */
export const weightingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed') }).strict(),
  z.object({ kind: z.literal('attributes-first'), factor: z.number().min(1).max(100).default(5) }).strict(),
  z
    .object({ kind: z.literal('uncertainty'), learningRate: z.number().positive().max(1).default(0.01) })
    .strict(),
  z
    .object({
      kind: z.literal('gradnorm'),
      alpha: z.number().min(0).max(10).default(1.5),
      learningRate: z.number().positive().max(1).default(0.025),
    })
    .strict(),
  z.object({ kind: z.literal('dwa'), temperature: z.number().min(0.1).max(100).default(2) }).strict(),
  z.object({ kind: z.literal('pcgrad') }).strict(),
]) satisfies z.ZodType<WeightingConfiguration>;

const presetSchema = z.enum(presetNames);
export const runNameSchema = z.string().min(1).max(100);

/** Whole pixels that the networks' four halvings leave something of, and that a step can be waited for. */
export const inputSizes = { leastPx: 16, mostPx: 256 } as const;
const inputSizeSchema = z.number().int().min(inputSizes.leastPx).max(inputSizes.mostPx);
const marginSchema = z.number().min(0).max(1);
const detailSchema = z.number().min(1).max(4);
const closerSchema = z.number().min(1).max(3);
const cropSchema = z.enum(['image', 'face']);

/** More passes than anybody waits for: a number typed wrongly. */
export const mostEpochs = 10_000;

/** Whatever is left out is as the preset has it. */
export const trainSchema = z
  .object({
    /** Default: studio; for a run that is resumed, whichever it has. */
    preset: presetSchema.optional(),
    name: runNameSchema.optional(),
    heads: z.array(z.string().min(1)).min(1).optional(),
    weights: z.record(z.string(), z.number()).optional(),
    steps: z.number().int().positive().optional(),
    epochs: z.number().positive().max(mostEpochs).optional(),
    batchSize: z.number().int().min(1).max(4096).optional(),
    learningRate: z.number().positive().optional(),
    schedule: scheduleSchema.optional(),
    optimizer: z.enum(optimizerKinds).optional(),
    weightDecay: z.number().min(0).max(1).optional(),
    /** Of gradient descent with momentum. */
    momentum: z.number().min(0).lt(1).optional(),
    /** Of Adam. */
    beta1: z.number().min(0).lt(1).optional(),
    beta2: z.number().min(0).lt(1).optional(),
    epsilon: z.number().positive().max(1).optional(),
    /** 0: the weights of the last step, see `averaging`. */
    averaging: z.number().min(0).lt(1).optional(),
    /** What the teacher's points count, see `TeacherConfiguration`; 0: no teacher. */
    teacher: z.number().min(0).max(100).optional(),
    /** Attributes whose labels give way to what the teacher tells, see `TeacherConfiguration`. */
    softens: z.array(z.string()).optional(),
    /** Attributes of which an adviser is asked as well, see `AdviserConfiguration`; empty: no adviser. */
    advise: z.array(z.string()).optional(),
    /** Null: none. */
    augmentation: augmentationSchema.nullable().optional(),
    crop: cropSchema.optional(),
    inputSizePx: inputSizeSchema.optional(),
    /** As a fraction of the input's side. */
    margin: marginSchema.optional(),
    pixels: z.enum(['raw', 'centred']).optional(),
    dropout: z.number().min(0).lt(1).optional(),
    headStart: z.enum(['zero', 'constant']).optional(),
    views: viewsSchema.optional(),
    /** A run of the project by its name, a .keras file, a model.json of tfjs, or a folder with one of them. */
    startFrom: z.string().min(1).max(4096).optional(),
    /** Passes over the training faces for which the trunk stays as it was where it began from; 0: none. */
    freezeTrunkEpochs: z.number().min(0).max(100_000).optional(),
    /** Once the trunk is free; default: a tenth of the learning rate. */
    fineTuneRate: z.number().positive().max(10).optional(),
    shuffle: shuffleSchema.optional(),
    /** By attribute, see `BalanceConfiguration`; 0 takes an attribute out, those that are left out are as the preset has them. */
    balance: z.record(z.string(), share).optional(),
    validationFraction: z.number().min(0).max(0.9).optional(),
    /** 0: no head is stopped, see `headPatience`. */
    headPatience: z.number().int().min(0).max(1000).optional(),
    weighting: weightingSchema.optional(),
    /** A validation pass goes with each checkpoint. */
    checkpointEverySteps: z.number().int().positive().optional(),
    seed: z.number().int().optional(),
    resume: z.boolean().optional(),
    /**
     * What the same job goes on with when the training has come to its end: measure it on the test faces, suggest.
     * Absent, a resumed run goes on with what it was begun with.
     */
    afterwards: z.array(z.enum(['evaluate', 'suggest'])).optional(),
  })
  .strict();

export const trainedRunSchema = z.object({ run: runNameSchema }).strict();

/** What decides which faces a run holds out. */
export const heldOutSchema = z
  .object({ validationFraction: z.number().min(0).max(0.9), seed: z.number().int() })
  .strict();

/** By attribute whose values exclude each other: of the faces that are held out those with each value, in its order. */
export type HeldOutCounts = Readonly<Record<string, readonly number[]>>;

/** Eight faces as the network would be shown them. */
export const previewSchema = z
  .object({
    augmentation: augmentationSchema.nullable(),
    crop: cropSchema,
    inputSizePx: inputSizeSchema,
    margin: marginSchema,
    detail: detailSchema.optional(),
    closer: closerSchema.optional(),
    seed: z.number().int(),
    /** Another number draws again. */
    round: z.number().int().min(0).max(1_000_000),
  })
  .strict();
export const previewFaces = 8;

export interface AugmentationPreview {
  readonly sizePx: number;
  readonly faces: readonly {
    readonly faceId: number;
    /** RGB bytes, row after row, in base64. */
    readonly pixels: string;
    /** In the scheme's order, as fractions of the picture; null where a point is not labelled. */
    readonly points: readonly (readonly [x: number, y: number] | null)[];
  }[];
}

/** What a head would have to learn from, and what it has to beat. */
export interface HeadCard {
  readonly name: string;
  readonly kind: HeadKind;
  /** Training faces that carry its label, wholly or in part. */
  readonly labelledFaces: number;
  /** Of what it reads, in its order: faces with each value, or with each point; empty for a number. */
  readonly balance: readonly { readonly id: string; readonly faces: number }[];
  /** What the best constant scores on the training faces, by the metric's name; null where nothing is labelled. */
  readonly floor: { readonly metric: string; readonly value: number } | null;
}

/** What the open project can train. */
export interface TrainingPlan {
  readonly trainingFaces: number;
  readonly testFaces: number;
  /** Faces that nearly repeat each other, by what was looked for last; null where nobody has looked yet. */
  readonly repeats: {
    /** Pairs of a training face and a test face. */
    readonly withTestFaces: number;
    /** Pairs of training faces of which the preset `studio` holds one out. */
    readonly withValidationFaces: number;
  } | null;
  readonly presets: Readonly<
    Record<PresetName, { readonly configuration: RunConfiguration; readonly heads: readonly HeadCard[] }>
  >;
}

/** What a training began with; known of runs that were begun by this version of Facet. */
export interface TrainingBeginning {
  readonly trainingFaces: number;
  readonly validationFaces: number;
  readonly totalSteps: number;
  /** What a constant scores on the validation faces, by the same metric names; empty without any. */
  readonly floors: Metrics;
}

/** A training at work. */
export interface LiveTraining {
  readonly jobId: string;
  readonly run: string;
  /** A wish to pause or to stop it is on its way. */
  readonly ending: 'pause' | 'stop' | null;
}

export interface ValidationPass {
  readonly globalStep: number;
  readonly metrics: Metrics;
  readonly best: boolean;
  /** Heads that pull the trunk no more from here on. */
  readonly stopped: readonly string[];
}

/** A line of the run's log. */
export type LogLine =
  | {
      readonly kind: 'step';
      readonly globalStep: number;
      readonly losses: Metrics;
      readonly learningRate: number;
    }
  | { readonly kind: 'validated'; readonly globalStep: number; readonly metrics: Metrics };

/** How a run went, whole: from its log, and from the training at work what has not reached the log yet. */
export interface RunHistory {
  readonly run: string;
  /** Every step, in as many pieces as a chart can show. */
  readonly curve: LossCurve;
  /** Of the last step; null before the first. */
  readonly learningRate: number | null;
  readonly validations: readonly ValidationPass[];
  /** How the heads' gradients agreed on the trunk, in the order of their steps. */
  readonly gradients: readonly GradientSample[];
  readonly beginning: TrainingBeginning | null;
  /** What it began with instead of chance; null also where that was not written down. */
  readonly start: RunStart | null;
  /** The log's end, the newest last. */
  readonly logEnd: readonly LogLine[];
  /** Of the newest checkpoint; null when there is none to go on from. */
  readonly checkpointStep: number | null;
}
