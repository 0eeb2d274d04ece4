import type { Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { ConfusionMatrix, HeadOutputs, Metrics } from '@shared/learning/results';
import type { FaceTable } from '../faceTable';
import type { HeadTargets, TargetReader } from './targets';

/** What a project labels: decides a head's width, its classes' names and its normaliser. */
export interface HeadContext {
  readonly scheme: LandmarkScheme;
  readonly attributes: readonly Attribute[];
}

/**
 * A loss by its name and constants: `elementLosses` computes it in float64 for evaluation, `trainingLoss` on
 * tensors with its gradient in closed form.
 */
export type LossSpecification =
  | { readonly kind: 'squared-error' | 'smooth-l1'; readonly scale: number }
  | { readonly kind: 'softmax-cross-entropy' }
  | { readonly kind: 'sigmoid-cross-entropy' }
  | { readonly kind: 'log-poisson' };

/**
 * A head's answers for a batch of faces, named as TensorFlow's Head API names them: `predictions`, `logits`,
 * `logistic`, `probabilities`, `class_ids`, `classes` and, ours, `points`. Numbers stand face after face.
 */
export type Predictions = Readonly<Record<string, Float32Array | Int32Array | readonly string[]>>;

export interface HeadEvaluation {
  /** Without the head's suffix: `accuracy`, `loss`, `average_loss`, …; empty when no face has a label. */
  readonly metrics: Metrics;
  /** Classification heads only. */
  readonly confusion: ConfusionMatrix | null;
  readonly outputs: HeadOutputs;
}

/**
 * Everything that belongs to one task. Plain numbers only, so that any process may use it: the worker that
 * reads targets, the engine, the studio that prints a constant's floor. The tensors are in `trainingLoss`.
 *
 * Logits are always face after face, in the row order of the table given with them: shape
 * [faces.count, logitsWidth].
 */
export interface Head {
  readonly name: string;
  readonly configuration: HeadConfiguration;
  /** Width of the dense layer that the model puts on the trunk for this head. */
  readonly logitsWidth: number;
  readonly loss: LossSpecification;
  /** Reads targets of faces of this table; a min-max target is scaled by the table's own extremes. */
  targetReader(faces: FaceTable): TargetReader;
  predictions(logits: Float32Array, faces: FaceTable): Predictions;
  /** What is shown and stored of every face; losses and errors are NaN where it has no label. */
  outputs(logits: Float32Array, faces: FaceTable): HeadOutputs;
  /**
   * What the answers for mirror images say of the faces themselves; null where that cannot be told. Shape
   * [faces, logitsWidth] both.
   */
  readonly mirrored: ((logits: Float32Array) => Float32Array) | null;
  /** `batchSize` enters `loss` alone: the mean over batches of the batch's summed loss. */
  evaluate(logits: Float32Array, faces: FaceTable, batchSize: number): HeadEvaluation;
  /**
   * The logits that answer every face with the best constant: the mean, the log prior. A trunk has to beat
   * them, and a new head may start from them as its bias. Shape [logitsWidth].
   */
  constantLogits(targets: HeadTargets): Float32Array;
}
