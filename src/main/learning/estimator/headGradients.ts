import * as tf from '@tensorflow/tfjs-core';
import { comparedGradients, type GradientSample } from '@shared/learning/gradientSample';
import { trainingLoss, type TargetBatch } from '../heads/trainingLoss';
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
  return { heads: heads.map(({ name }) => name), ...comparedGradients(gradients) };
}

/** ∂(wᵢ·Lᵢ)/∂trunk of the head at `index`. Shape [trunk's trainable values]. */
function trunkGradient(model: Model, batch: Batch, mode: ForwardMode, index: number): Float32Array {
  const head = model.multiHead.heads[index]!;
  const step = lossAndGradient(model.parameters, (view) => {
    const logits = model.logits(imagesOf(batch), view, mode)[index]!;
    const targets: TargetBatch = targetsOf(batch.heads[index]!, batch.rows);
    const { total, byHead } = trainingLoss([head], [logits], [targets]);
    return { loss: total, parts: { byHead } };
  });
  try {
    return tf.tidy(() => tf.slice(step.gradient, 0, model.trunkSize).dataSync<'float32'>());
  } finally {
    disposeStep(step);
  }
}
