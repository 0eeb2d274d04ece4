import * as tf from '@tensorflow/tfjs-core';
import { comparedGradients, type GradientSample } from '@shared/learning/gradientSample';
import { trainingLoss } from '../heads/trainingLoss';
import { imagesOf, type Model } from '../model';
import type { ForwardMode } from '../networks/network';
import { disposeStep, lossAndGradient } from '../optimizers/gradient';
import type { Batch } from '../pipeline/batch';
import { targetsOf } from './trainingStep';

/**
 * Each head's gradient with respect to the trunk's parameters alone, as the batch has it: one forward and one backward
 * pass a head. Changes nothing of the model.
 */
export function headGradients(
  model: Model,
  batch: Batch,
  mode: ForwardMode,
): Pick<GradientSample, 'heads' | 'norms' | 'cosines'> {
  const { heads } = model.multiHead;
  const gradients = heads.map((_, index) => trunkGradient(model, batch, mode, index));
  try {
    return { heads: heads.map(({ name }) => name), ...comparedGradients(productsOf(gradients)) };
  } finally {
    tf.dispose(gradients);
  }
}

/**
 * gᵢ·gⱼ, computed where the gradients are: to fetch one of a million values takes longer than a training step. Not as
 * a product of matrices, for which GPUs round their factors.
 */
function productsOf(gradients: readonly tf.Tensor1D[]): number[][] {
  const count = gradients.length;
  const upper = tf.tidy(() =>
    tf
      .stack(gradients.flatMap((one, row) => gradients.slice(row).map((other) => tf.sum(tf.mul(one, other)))))
      .dataSync(),
  );
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

/** ∂(wᵢ·Lᵢ)/∂trunk of the head at `index`, for the caller to dispose of. Shape [trunk's trainable values]. */
function trunkGradient(model: Model, batch: Batch, mode: ForwardMode, index: number): tf.Tensor1D {
  const head = model.multiHead.heads[index]!;
  const step = lossAndGradient(model.parameters, (view) => {
    const logits = model.logits(imagesOf(batch), view, mode)[index]!;
    const { total, byHead } = trainingLoss([head], [logits], [targetsOf(batch.heads[index]!, batch.rows)]);
    return { loss: total, parts: { byHead } };
  });
  try {
    return tf.slice(step.gradient, 0, model.trunkSize);
  } finally {
    disposeStep(step);
  }
}
