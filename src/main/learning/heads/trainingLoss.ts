import * as tf from '@tensorflow/tfjs-core';
import type { Head } from './head';
import { lossTerms } from './lossTerms';

/** One head's targets of one batch, as the pipeline wrote them with the head's target reader. */
export interface TargetBatch {
  /** Shape [rows, targetWidth]. */
  readonly values: tf.Tensor2D;
  /** Shape [rows, elementsPerFace]; null when every element is labelled, which costs nothing. */
  readonly mask: tf.Tensor2D | null;
  /** Labelled elements in the batch: the sum of what `TargetReader.write` returned. */
  readonly labelledElements: number;
}

export interface TrainingLoss {
  /** Σ wᵢ·Lᵢ; differentiable with respect to the logits, once. */
  readonly total: tf.Scalar;
  /**
   * Lᵢ before weighting, in the order of the heads: one array to fetch. Kept: no tidy disposes of it, the
   * caller does. Shape [heads].
   */
  readonly byHead: tf.Tensor1D;
}

/**
 * The loss of all heads as one operation with its gradient in closed form: each tfjs operation costs some
 * 50 µs beside its arithmetic, and composed losses would need three times as many.
 *
 * Lᵢ is the mean over the batch's labelled elements (their sum where the head's `lossReduction` says so), 0
 * without any. `logits` [rows, logitsWidth], `targets` and `weights` (the heads' own where none are given) are in the
 * order of `heads`.
 */
export function trainingLoss(
  heads: readonly Head[],
  logits: readonly tf.Tensor2D[],
  targets: readonly TargetBatch[],
  weights: readonly number[] = heads.map((head) => head.configuration.weight),
): TrainingLoss {
  let byHead: tf.Tensor1D | null = null;
  const weightedLoss = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = inputs[heads.length] as tf.GradSaveFunc;
    const terms = heads.map((head, index) =>
      lossTerms(head.loss, inputs[index] as tf.Tensor2D, targets[index]!.values, targets[index]!.mask),
    );
    const divisors = heads.map((head, index) =>
      head.configuration.lossReduction === 'sum' ? 1 : Math.max(1, targets[index]!.labelledElements),
    );
    const sums = tf.stack(terms.map((term) => term.sum)) as tf.Tensor1D;
    byHead = tf.keep(
      tf.mul<tf.Tensor1D>(sums, tf.tensor1d(terms.map((term, index) => term.sumFactor / divisors[index]!))),
    );
    save(terms.map((term) => term.residual));
    return {
      value: tf.sum<tf.Scalar>(tf.mul(byHead, tf.tensor1d([...weights]))),
      gradFunc: (dy: tf.Scalar, residuals: tf.Tensor[]) =>
        residuals.map((residual, index) => {
          const factor = (weights[index]! * terms[index]!.residualFactor) / divisors[index]!;
          return tf.mul(residual, tf.mul(dy, factor));
        }),
    };
  });
  const total = weightedLoss(...logits);
  return { total, byHead: byHead! };
}
