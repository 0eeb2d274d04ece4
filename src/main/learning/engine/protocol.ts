import type { Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { GradientSample } from '@shared/learning/gradientSample';
import type { ConfusionMatrix, EngineDescription, FaceOutputs, Metrics } from '@shared/learning/results';
import type { Failure } from '@shared/result';
import type { FoundFace, ViewedPhoto } from '../../finding/foundFace';
import type { FaceTable } from '../faceTable';
import type { LogitsByHead } from '../heads/multiHead';

/**
 * Messages between the studio and the engine process, by structured clone: typed arrays travel as they are.
 * Each request kind has one result type (`EngineResults`).
 */
export type BackendChoice = 'auto' | 'tensorflow' | 'wasm';

/** What an engine process is started with. */
export interface EngineArguments {
  readonly backend: BackendChoice;
  /** CPU threads for TensorFlow; default all. */
  readonly threads?: number;
}

export interface ModelContext {
  readonly configuration: RunConfiguration;
  readonly scheme: LandmarkScheme;
  readonly attributes: readonly Attribute[];
}

export interface TrainRequest extends ModelContext {
  readonly kind: 'train';
  /** The run's folder: checkpoints, the event log and TensorBoard's event files go here. */
  readonly runFolder: string;
  readonly training: FaceTable;
  readonly validation: FaceTable | null;
  /** Go on from the newest good checkpoint in the folder; without one, or when false, start at step 0. */
  readonly resume: boolean;
  /** Pause at this step with a checkpoint, while the schedule stays that of the whole duration; absent: go to its end. */
  readonly untilStep?: number;
}

export type CheckpointChoice = 'newest' | 'best';

export interface EvaluateRequest extends ModelContext {
  readonly kind: 'evaluate';
  readonly runFolder: string;
  readonly checkpoint: CheckpointChoice;
  readonly faces: FaceTable;
}

/** The engine keeps the last model warm, so that a folder may be predicted in many small requests. */
export interface PredictRequest extends ModelContext {
  readonly kind: 'predict';
  readonly runFolder: string;
  readonly checkpoint: CheckpointChoice;
  readonly faces: FaceTable;
}

/** What the trunk makes of faces, and what the heads say of them and of their mirror images. */
export interface LookRequest extends ModelContext {
  readonly kind: 'look';
  readonly runFolder: string;
  readonly checkpoint: CheckpointChoice;
  readonly faces: FaceTable;
}

export interface DescribeRequest {
  readonly kind: 'describe';
  /** Also time training steps for about a second. */
  readonly speedTest: boolean;
}

/** A timed training loop on the given faces, or on one constant batch when there are none. */
export interface BenchRequest {
  readonly kind: 'bench';
  readonly configuration: RunConfiguration;
  readonly scheme: LandmarkScheme;
  readonly attributes: readonly Attribute[];
  readonly faces: FaceTable | null;
  readonly steps: number;
}

/** How long the parts of a training would take, each tried on noise. */
export interface RehearseRequest extends ModelContext {
  readonly kind: 'rehearse';
  /** Also how long a teacher and an adviser look at a face before the first step. */
  readonly firstLooks: boolean;
}

/** The engine keeps the finder's network, so that a folder may be looked through in many small requests. */
export interface FindRequest {
  readonly kind: 'find';
  readonly photos: readonly ViewedPhoto[];
}

export type EngineRequest =
  | TrainRequest
  | EvaluateRequest
  | PredictRequest
  | LookRequest
  | FindRequest
  | DescribeRequest
  | BenchRequest
  | RehearseRequest;

export interface TrainingStep {
  readonly globalStep: number;
  /** Sum over heads of the batch's loss, by the heads' own weights: so that runs of different strategies compare. */
  readonly loss: number;
  /** The batch's loss before weighting, by head: a mean, or a sum where the head's `lossReduction` says so. */
  readonly lossByHead: Readonly<Record<string, number>>;
  readonly learningRate: number;
  /** What each head's loss counted in this step; absent where the weights are fixed. */
  readonly weightByHead?: Readonly<Record<string, number>>;
}

export interface TrainResult {
  readonly globalStep: number;
  /** Wall seconds and throughput of this session's training. */
  readonly seconds: number;
  readonly facesPerSecond: number;
  readonly stopped: 'finished' | 'cancelled';
  /** Validation metrics of the last checkpoint, where there is a validation split. */
  readonly validation: Metrics | null;
  readonly best: { readonly globalStep: number; readonly metrics: Metrics } | null;
}

export interface EvaluateResult {
  readonly metrics: Metrics;
  /** By classification head. */
  readonly confusion: Readonly<Record<string, ConfusionMatrix>>;
  readonly faces: FaceOutputs;
  /** What is measured, before temperatures. */
  readonly logits: LogitsByHead;
  readonly globalStep: number;
  readonly seconds: number;
}

export interface PredictResult {
  readonly faces: FaceOutputs;
  readonly globalStep: number;
}

export interface LookResult extends PredictResult {
  /** What the heads read. Shape [faces.count, featureWidth]. */
  readonly features: Float32Array;
  readonly featureWidth: number;
  /** What the heads say of the mirror images, mirrored back where it is a place: comparable with `faces`. */
  readonly mirrored: FaceOutputs;
}

export interface FindResult {
  /** Of each photo, best first. */
  readonly faces: readonly (readonly FoundFace[])[];
}

export interface BenchResult {
  readonly millisecondsPerStep: {
    readonly median: number;
    readonly minimum: number;
    readonly maximum: number;
  };
  readonly facesPerSecond: number;
  readonly steps: number;
}

/** What the parts of a training take on this machine. */
export interface Rehearsal {
  readonly millisecondsPerStep: number;
  /** A training face, before the first step: how long a teacher and an adviser look at it. 0 without them, and where nobody asked. */
  readonly millisecondsPerFirstLook: number;
  /** A validation face, from all its views and with an adviser. */
  readonly millisecondsPerAnswer: number;
}

export interface DescribeResult {
  readonly description: EngineDescription;
  readonly speed: BenchResult | null;
}

export interface EngineResults {
  readonly train: TrainResult;
  readonly evaluate: EvaluateResult;
  readonly predict: PredictResult;
  readonly look: LookResult;
  readonly find: FindResult;
  readonly describe: DescribeResult;
  readonly bench: BenchResult;
  readonly rehearse: Rehearsal;
}

/** Studio → engine. */
export type ToEngine =
  | { readonly type: 'start'; readonly id: number; readonly request: EngineRequest }
  | { readonly type: 'cancel'; readonly id: number };

/** What a running request tells on its way. */
export type EngineEvent =
  | {
      readonly type: 'progress';
      readonly phase: string;
      readonly done: number;
      readonly total: number | null;
      readonly message?: string;
    }
  | { readonly type: 'step'; readonly step: TrainingStep }
  | {
      readonly type: 'validated';
      readonly globalStep: number;
      readonly metrics: Metrics;
      readonly best: boolean;
      /** Heads that pull the trunk no more after this pass; absent: none. */
      readonly stopped?: readonly string[];
    }
  | ({ readonly type: 'gradients' } & GradientSample)
  /** What this process occupies, about once a second while it trains. */
  | { readonly type: 'memory'; readonly residentBytes: number; readonly tensorBytes: number }
  /** Something a person should know: a corrupt checkpoint passed over, a batch skipped. */
  | { readonly type: 'note'; readonly message: string };

/** Engine → studio. */
export type FromEngine =
  | { readonly type: 'ready'; readonly description: EngineDescription }
  | { readonly type: 'unavailable'; readonly failure: Failure }
  | { readonly type: 'event'; readonly id: number; readonly event: EngineEvent }
  | { readonly type: 'done'; readonly id: number; readonly result: EngineResults[keyof EngineResults] }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure };
