import * as tf from '@tensorflow/tfjs-core';
import type { ParameterView, Parameters } from '../parameters';

/** What a model's forward pass on a batch hands back: the loss to minimise, and what else the step reports. */
export interface Losses {
  /** Weighted sum over the heads. */
  readonly loss: tf.Scalar;
  /** Further tensors of the forward pass to keep, such as the loss of each head. */
  readonly parts: Readonly<Record<string, tf.Tensor>>;
}

export interface LossAndGradient extends Losses {
  /** ∂loss/∂parameters in the layout of `parameters.trainable`. */
  readonly gradient: tf.Tensor1D;
  /** Batch statistics in the layout of `parameters.state`, for `parameters.updateState`; null without state. */
  readonly statistics: tf.Tensor1D | null;
}

/** Runs `compute` on the parameters and differentiates its loss. The caller disposes the result's tensors. */
export function lossAndGradient(
  parameters: Parameters,
  compute: (view: ParameterView) => Losses,
): LossAndGradient {
  const kept: { parts: Record<string, tf.Tensor>; statistics: tf.Tensor1D | null } = {
    parts: {},
    statistics: null,
  };
  const { value, grads } = tf.engine().gradients(() => {
    const view = parameters.unpack(parameters.trainable);
    const { loss, parts } = compute(view);
    for (const [name, tensor] of Object.entries(parts)) kept.parts[name] = tf.keep(tensor);
    const statistics = view.recorded();
    if (statistics) kept.statistics = tf.keep(statistics);
    return loss;
  }, [parameters.trainable]);
  return {
    loss: value as tf.Scalar,
    parts: kept.parts,
    gradient: grads[0] as tf.Tensor1D,
    statistics: kept.statistics,
  };
}

/**
 * ∂lossᵢ/∂of of each loss by itself, all from the one forward pass that is being recorded: call it within `compute` of
 * `lossAndGradient`. Of a loss that `of` does not reach: zeros. Kept: the caller disposes of them.
 *
 * @param of the parameters' flat variable, or a tensor that was computed from it.
 */
export function gradientsOf<T extends tf.Tensor>(losses: readonly tf.Scalar[], of: T): T[] {
  const gradients: T[] = [];
  // Within an operation nothing is recorded: the backward passes would otherwise be kept for a gradient of theirs.
  const unrecorded = tf.customGrad(() => {
    for (const loss of losses) {
      const { grads } = tf.engine().gradients(() => loss, [of], undefined, true);
      gradients.push(tf.keep((grads[0] as T | undefined) ?? (tf.zerosLike(of) as T)));
    }
    return { value: tf.scalar(0), gradFunc: () => [] };
  });
  unrecorded();
  return gradients;
}

export function disposeStep(step: LossAndGradient): void {
  tf.dispose([step.loss, step.gradient, ...Object.values(step.parts)]);
  step.statistics?.dispose();
}
