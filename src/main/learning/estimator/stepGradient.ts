import * as tf from '@tensorflow/tfjs-core';
import { trainingLoss } from '../heads/trainingLoss';
import { imagesOf, type Model } from '../model';
import { inferenceMode, type ForwardMode } from '../networks/network';
import { gradientsOf, lossAndGradient, type LossAndGradient, type Losses } from '../optimizers/gradient';
import type { Batch } from '../pipeline/batch';
import type { Weighting } from '../weighting/weighting';
import { targetsOfAll } from './batchTargets';
import { headLosses, separateGradients, trunkProducts } from './separateGradients';

/** What the heads want of a step, before an optimizer makes it. Lists are in the order of the heads. */
export interface StepGradient {
  /** ∂L/∂parameters in the layout of `parameters.trainable`; the caller disposes of it, and of `statistics`. */
  readonly gradient: tf.Tensor1D;
  readonly statistics: tf.Tensor1D | null;
  /** Before weighting. */
  readonly losses: readonly number[];
  /** What each head's loss counted for the trunk, its own weight in it. */
  readonly weights: readonly number[];
  /** As `ObservedStep` has them. */
  readonly lastLayerNorms: readonly number[] | null;
}

/** A step that is to be computed. */
export interface StepRequest {
  readonly batch: Batch;
  readonly stepsDone: number;
  /** How the network runs; null: the trunk as it is, with nothing of it learnt. */
  readonly mode: ForwardMode | null;
  /** Heads that learn, and do not pull the trunk. */
  readonly stopped: ReadonlySet<string>;
  /** Whether each head pulls the trunk in this step. */
  readonly takesPart: readonly boolean[];
}

/** The gradient of a training step, weighed as the strategy says. Changes nothing of the model or the strategy. */
export function stepGradient(model: Model, weighting: Weighting, request: StepRequest): StepGradient {
  const weights = currentWeights(model, weighting);
  const { mode } = request;
  if (mode === null) return headsAlone(model, weights, request);
  switch (weighting.reads) {
    case 'losses':
      return ofWeightedSum(model, weights, request, mode);
    case 'last-layer-gradients':
      return withLastLayerNorms(model, weights, request, mode);
    case 'trunk-gradients':
      return ofSharedGradients(model, weighting, weights, request, mode);
  }
}

/** What each head's loss counts in the step that comes, as far as it is known before. */
export function currentWeights(model: Model, weighting: Weighting): readonly number[] {
  const factors = weighting.factors();
  return model.trained.heads.map(({ configuration }, index) => configuration.weight * factors[index]!);
}

/** One loss, one backward pass. */
function ofWeightedSum(
  model: Model,
  weights: readonly number[],
  { batch, stopped }: StepRequest,
  mode: ForwardMode,
): StepGradient {
  const computed = lossAndGradient(model.parameters, (view) =>
    weightedLoss(
      model,
      batch,
      weights,
      model.trainedAnswers(model.features(imagesOf(batch), view, mode), view, stopped),
    ),
  );
  return fetched(computed, weights);
}

/** The features are computed apart, and learnt of is what comes after them: the trunk costs its forward pass alone. */
function headsAlone(model: Model, weights: readonly number[], { batch }: StepRequest): StepGradient {
  const features = tf.tidy(() => {
    const view = model.parameters.unpack(model.parameters.trainable);
    return model.features(imagesOf(batch), view, inferenceMode);
  });
  try {
    const computed = lossAndGradient(model.parameters, (view) =>
      weightedLoss(model, batch, weights, model.trainedAnswers(features, view)),
    );
    return fetched(computed, weights);
  } finally {
    features.dispose();
  }
}

function weightedLoss(
  model: Model,
  batch: Batch,
  weights: readonly number[],
  logits: readonly tf.Tensor2D[],
): Losses {
  const { total, byHead } = trainingLoss(model.trained.heads, logits, targetsOfAll(batch), weights);
  return { loss: total, parts: { byHead } };
}

/** As the weighted sum, with each head's gradient on one layer: little more than that layer's own backward passes. */
function withLastLayerNorms(
  model: Model,
  weights: readonly number[],
  { batch, stopped }: StepRequest,
  mode: ForwardMode,
): StepGradient {
  const computed = lossAndGradient(model.parameters, (view) => {
    const losses = headLosses(model, batch, view, mode, stopped);
    const gradients = gradientsOf(losses, view.get(model.lastSharedWeights));
    const norms = tf.stack(gradients.map((gradient) => tf.norm(gradient)));
    tf.dispose(gradients);
    const whole = tf.addN(losses.map((loss, index) => tf.mul<tf.Scalar>(loss, weights[index]!)));
    return { loss: whole, parts: { byHead: tf.stack(losses), norms } };
  });
  return fetched(computed, weights);
}

function fetched(
  { loss, parts, gradient, statistics }: LossAndGradient,
  weights: readonly number[],
): StepGradient {
  const losses = [...parts['byHead']!.dataSync()];
  const norms = parts['norms'];
  const lastLayerNorms = norms === undefined ? null : [...norms.dataSync()];
  tf.dispose([loss, ...Object.values(parts)]);
  return { gradient, statistics, losses, weights, lastLayerNorms };
}

/**
 * A gradient for each head that takes part; the strategy says what each counts on the trunk. What is not the trunk's,
 * the heads' own layers, is each one's own and stays.
 */
function ofSharedGradients(
  model: Model,
  weighting: Weighting,
  weights: readonly number[],
  { batch, stopped, takesPart, stepsDone }: StepRequest,
  mode: ForwardMode,
): StepGradient {
  const taking = takesPart.flatMap((takes, index) => (takes ? [index] : []));
  const { gradients, statistics, losses } = separateGradients(model, batch, mode, weights, taking, stopped);
  try {
    const shares =
      weighting.shares && gradients.length > 1
        ? weighting.shares(trunkProducts(gradients, model.trunkSize), stepsDone)
        : gradients.map(() => 1);
    const counted = weights.map((weight, index) => weight * (shares[taking.indexOf(index)] ?? 1));
    const gradient = mixed(gradients, shares, model.trunkSize);
    return { gradient, statistics, losses, weights: counted, lastLayerNorms: null };
  } finally {
    tf.dispose([...gradients]);
  }
}

/** Of the trunk's values each gradient by its share, of the others their sum. */
function mixed(gradients: readonly tf.Tensor1D[], shares: readonly number[], trunkSize: number): tf.Tensor1D {
  return tf.tidy(() =>
    tf.concat1d([
      tf.addN(gradients.map((gradient, index) => tf.mul(tf.slice(gradient, 0, trunkSize), shares[index]!))),
      tf.addN(gradients.map((gradient) => tf.slice(gradient, trunkSize))),
    ]),
  );
}
