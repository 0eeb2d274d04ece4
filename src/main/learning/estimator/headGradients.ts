import * as tf from '@tensorflow/tfjs-core';
import { comparedGradients, type GradientSample } from '@shared/learning/gradientSample';
import type { Model } from '../model';
import type { ForwardMode } from '../networks/network';
import type { Batch } from '../pipeline/batch';
import { separateGradients, trunkProducts } from './separateGradients';

/**
 * Each head's gradient with respect to the trunk's parameters alone, as the batch has it: one forward pass, and one
 * backward pass a head. Changes nothing of the model.
 *
 * @param weights what each head's loss counts, in the order of the heads.
 */
export function headGradients(
  model: Model,
  batch: Batch,
  mode: ForwardMode,
  weights: readonly number[],
): Pick<GradientSample, 'heads' | 'norms' | 'cosines'> {
  const { heads } = model.trained;
  const every = heads.map((_, index) => index);
  const { gradients, statistics } = separateGradients(model, batch, mode, weights, every);
  try {
    const compared = comparedGradients(trunkProducts(gradients, model.trunkSize));
    return { heads: heads.map(({ name }) => name), ...compared };
  } finally {
    tf.dispose([...gradients]);
    statistics?.dispose();
  }
}
