import * as tf from '@tensorflow/tfjs-core';

/**
 * Batch normalisation in training as one kernel with one gradient kernel, each registered for every backend:
 * tfjs composes both of a dozen elementwise operations over the whole activations.
 *
 * Forward: {x, scale, offset} → [normalized, mean, unbiased variance, saved, saved]; the saved ones are what
 * the same backend's gradient kernel wants to read again.
 */
export const batchNormKernel = 'BatchNormTraining';
/** {dy, x, scale, saved0, saved1} → [dx, dscale, doffset]. */
export const batchNormGradKernel = 'BatchNormTrainingGrad';

export interface BatchNormAttributes extends tf.NamedAttrMap {
  readonly epsilon: number;
}

export interface NormalizedBatch<Values extends tf.Tensor> {
  readonly normalized: Values;
  /** Shape [channels]. */
  readonly mean: tf.Tensor1D;
  /** Unbiased, for the moving average. Shape [channels]. */
  readonly variance: tf.Tensor1D;
}

/** scale·(x − mean)/√(variance + ε) + offset, by the mean and biased variance over all but the last axis. */
export function normalizeBatch<Values extends tf.Tensor>(
  values: Values,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  epsilon: number,
): NormalizedBatch<Values> {
  const attributes: BatchNormAttributes = { epsilon };
  const [normalized, mean, variance] = tf
    .engine()
    .runKernel<[Values, tf.Tensor1D, tf.Tensor1D]>(batchNormKernel, { x: values, scale, offset }, attributes);
  return { normalized, mean, variance };
}

export const batchNormGradient: tf.GradConfig = {
  kernelName: batchNormKernel,
  inputsToSave: ['x', 'scale'],
  outputsToSave: [false, false, false, true, true],
  gradFunc: (dy, [x, scale, saved0, saved1], attributes) => {
    const [dx, dscale, doffset] = tf
      .engine()
      .runKernel<[tf.Tensor, tf.Tensor1D, tf.Tensor1D]>(
        batchNormGradKernel,
        { dy: (dy as tf.Tensor[])[0]!, x: x!, scale: scale!, saved0: saved0!, saved1: saved1! },
        attributes,
      );
    return { x: () => dx, scale: () => dscale, offset: () => doffset };
  },
};
