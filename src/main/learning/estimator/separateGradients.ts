import * as tf from '@tensorflow/tfjs-core';
import { trainingLoss } from '../heads/trainingLoss';
import { imagesOf, type Model } from '../model';
import type { ForwardMode } from '../networks/network';
import { gradientsOf, lossAndGradient } from '../optimizers/gradient';
import type { ParameterView } from '../parameters';
import type { Batch } from '../pipeline/batch';
import { targetsOfAll } from './batchTargets';

/** For the caller to dispose of. */
export interface SeparateGradients {
  /**
   * ∂(wᵢ·Lᵢ)/∂parameters of the heads at `separate`, in their order and in the layout of `parameters.trainable`; in the
   * last one, or alone, also what the other heads' own layers learn.
   */
  readonly gradients: readonly tf.Tensor1D[];
  /** Of the forward pass, as `LossAndGradient` has them. */
  readonly statistics: tf.Tensor1D | null;
  /** Of every head, before weighting. */
  readonly losses: readonly number[];
}

/**
 * The gradients of some heads, each by itself: one forward pass, and a backward pass a head.
 *
 * @param weights by which each head's loss is multiplied, in the order of the heads.
 * @param separate places of heads, in their order; the trunk is not to be reached by the others: stopped, without weight
 *   or without a labelled face.
 */
export function separateGradients(
  model: Model,
  batch: Batch,
  mode: ForwardMode,
  weights: readonly number[],
  separate: readonly number[],
  stopped: ReadonlySet<string> = new Set(),
): SeparateGradients {
  // The last one's comes with the recording's own backward pass: one less than there are heads.
  const before = separate.slice(0, -1);
  const step = lossAndGradient(model.parameters, (view) => {
    const losses = headLosses(model, batch, view, mode, stopped);
    const weighted = losses.map((loss, index) => tf.mul<tf.Scalar>(loss, weights[index]!));
    const gradients = gradientsOf(
      before.map((index) => weighted[index]!),
      model.parameters.trainable,
    );
    const others = weighted.filter((_, index) => !before.includes(index));
    const parts = Object.fromEntries(gradients.map((gradient, index) => [String(index), gradient]));
    return { loss: tf.addN(others), parts: { ...parts, byHead: tf.stack(losses) } };
  });
  const { gradient, statistics, parts } = step;
  const losses = [...parts['byHead']!.dataSync()];
  tf.dispose([step.loss, parts['byHead']!]);
  const gradients = [...before.map((_, index) => parts[String(index)] as tf.Tensor1D), gradient];
  return { gradients, statistics, losses };
}

/** Each head's loss before weighting, of one forward pass: call it within `compute` of `lossAndGradient`. */
export function headLosses(
  model: Model,
  batch: Batch,
  view: ParameterView,
  mode: ForwardMode,
  stopped: ReadonlySet<string>,
): tf.Scalar[] {
  const targets = targetsOfAll(batch);
  const features = model.features(imagesOf(batch), view, mode);
  return model.trainedAnswers(features, view, stopped).map((logits, index) => {
    const { total, byHead } = trainingLoss([model.trained.heads[index]!], [logits], [targets[index]!], [1]);
    byHead.dispose();
    return total;
  });
}

/**
 * gᵢ·gⱼ on the trunk, computed where the gradients are: to fetch one of a million values takes longer than a training
 * step. Not as a product of matrices, for which GPUs round their factors.
 *
 * @param trunkSize How many of each gradient's first values are the trunk's.
 */
export function trunkProducts(gradients: readonly tf.Tensor1D[], trunkSize: number): number[][] {
  const count = gradients.length;
  const upper = tf.tidy(() => {
    const ofTrunk = gradients.map((gradient) => tf.slice(gradient, 0, trunkSize));
    return tf
      .stack(ofTrunk.flatMap((one, row) => ofTrunk.slice(row).map((other) => tf.sum(tf.mul(one, other)))))
      .dataSync();
  });
  const products = gradients.map(() => new Array<number>(count).fill(0));
  let next = 0;
  for (let row = 0; row < count; row += 1) {
    for (let column = row; column < count; column += 1) {
      products[row]![column] = products[column]![row] = upper[next]!;
      next += 1;
    }
  }
  return products;
}
