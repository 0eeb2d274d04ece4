import type { LossSpecification } from './head';
import type { HeadTargets } from './targets';

/**
 * The loss of every element in float64, NaN where it is not labelled. Shape [count, elementsPerFace].
 * `logits`: [count, targetWidth] face after face.
 */
export function elementLosses(
  loss: LossSpecification,
  logits: Float32Array,
  targets: HeadTargets,
): Float64Array {
  const { mask, values } = targets;
  return Float64Array.from(mask, (labelled, element) => {
    if (labelled === 0) return Number.NaN;
    if (loss.kind === 'softmax-cross-entropy') {
      return softmaxCrossEntropy(logits, values, element * targets.targetWidth, targets.targetWidth);
    }
    return elementLoss(loss, logits[element]!, values[element]!);
  });
}

function elementLoss(
  loss: Exclude<LossSpecification, { kind: 'softmax-cross-entropy' }>,
  logit: number,
  target: number,
): number {
  switch (loss.kind) {
    case 'squared-error':
      return (loss.scale * (logit - target)) ** 2;
    case 'smooth-l1': {
      // Girshick, "Fast R-CNN" (ICCV 2015), equation 3.
      const distance = Math.abs(loss.scale * (logit - target));
      return distance < 1 ? 0.5 * distance * distance : distance - 0.5;
    }
    case 'sigmoid-cross-entropy':
      return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
    case 'log-poisson':
      return Math.exp(logit) - logit * target + logFactorial(target);
  }
}

/** Stirling's approximation of ln(z!), 0 up to 1: `tf.nn.log_poisson_loss(compute_full_loss=True)`. */
function logFactorial(z: number): number {
  return z <= 1 ? 0 : z * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI * z);
}

function softmaxCrossEntropy(
  logits: Float32Array,
  oneHot: Float32Array,
  start: number,
  classes: number,
): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = start; index < start + classes; index += 1) highest = Math.max(highest, logits[index]!);
  let sum = 0;
  let labelled = 0;
  for (let index = start; index < start + classes; index += 1) {
    sum += Math.exp(logits[index]! - highest);
    labelled += oneHot[index]! * logits[index]!;
  }
  return Math.log(sum) + highest - labelled;
}

export interface LossSummary {
  /** Mean over batches of the batch's summed loss. */
  readonly loss: number;
  /** Mean over labelled elements. */
  readonly averageLoss: number;
}

/**
 * As TensorFlow's heads report them in an evaluation. Where the faces fall into batches does not matter to
 * `loss`, only how many batches there are.
 */
export function summariseLosses(losses: Float64Array, targets: HeadTargets, batchSize: number): LossSummary {
  const sum = losses.reduce((total, loss, element) => (targets.mask[element] ? total + loss : total), 0);
  return { loss: sum / Math.ceil(targets.count / batchSize), averageLoss: sum / targets.labelledElements };
}

/**
 * Mean of each face's labelled elements, NaN where it has none: the same for faces with few and many labels.
 * `values`: [count, elementsPerFace]; result [count].
 */
export function faceMeans(values: Float64Array, targets: HeadTargets): Float32Array {
  return Float32Array.from({ length: targets.count }, (_, face) => {
    let sum = 0;
    let count = 0;
    for (let index = 0; index < targets.elementsPerFace; index += 1) {
      const element = face * targets.elementsPerFace + index;
      if (targets.mask[element] === 0) continue;
      sum += values[element]!;
      count += 1;
    }
    return sum / count;
  });
}
