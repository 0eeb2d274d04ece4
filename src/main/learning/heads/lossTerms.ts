import * as tf from '@tensorflow/tfjs-core';
import type { LossSpecification } from './head';

/** Keeps the logarithm of a probability that underflowed finite; the gradient does not see it. */
const smallestProbability = 1.2e-38;

/**
 * A batch's loss and its gradient up to constants, which are multiplied in later, for all heads at once:
 * loss = sum · sumFactor, d loss / d logits = residual · residualFactor.
 */
export interface LossTerms {
  readonly sum: tf.Scalar;
  readonly sumFactor: number;
  /** Shape of the logits. */
  readonly residual: tf.Tensor2D;
  readonly residualFactor: number;
}

/**
 * What `elementLosses` computes, summed over labelled elements. `values`: the targets, shape of the logits;
 * `mask`: [rows, elementsPerFace], or null when every element is labelled.
 */
export function lossTerms(
  loss: LossSpecification,
  logits: tf.Tensor2D,
  values: tf.Tensor2D,
  mask: tf.Tensor2D | null,
): LossTerms {
  switch (loss.kind) {
    case 'squared-error': {
      const square = loss.scale * loss.scale;
      const difference = masked(tf.sub<tf.Tensor2D>(logits, values), mask);
      return {
        sum: tf.sum<tf.Scalar>(tf.square(difference)),
        sumFactor: square,
        residual: difference,
        residualFactor: 2 * square,
      };
    }
    case 'smooth-l1': {
      // With c the difference d held within ±1/scale, c·(2d − c)/2 is d²/2 inside and |d|/scale − 1/(2 scale²)
      // outside, and c its derivative: no branches.
      const square = loss.scale * loss.scale;
      const difference = masked(tf.sub<tf.Tensor2D>(logits, values), mask);
      const held = tf.clipByValue(difference, -1 / loss.scale, 1 / loss.scale);
      const doubled = tf.add(difference, difference);
      return {
        sum: tf.sum<tf.Scalar>(tf.mul(held, tf.sub(doubled, held))),
        sumFactor: square / 2,
        residual: held,
        residualFactor: square,
      };
    }
    case 'softmax-cross-entropy': {
      // An unlabelled face has no 1 in its target: its sum is 0 without a mask, its residual is not.
      const probabilities = tf.softmax(logits);
      const logarithms = tf.log(tf.add(probabilities, smallestProbability));
      return {
        sum: tf.sum<tf.Scalar>(tf.mul(values, logarithms)),
        sumFactor: -1,
        residual: tf.sub<tf.Tensor2D>(masked(probabilities, mask), values),
        residualFactor: 1,
      };
    }
    case 'sigmoid-cross-entropy':
      return {
        sum: tf.sum<tf.Scalar>(masked(tf.sub(tf.softplus(logits), tf.mul(logits, values)), mask)),
        sumFactor: 1,
        residual: masked(tf.sub<tf.Tensor2D>(tf.sigmoid(logits), values), mask),
        residualFactor: 1,
      };
    case 'log-poisson': {
      const rates = tf.exp(logits);
      const losses = tf.add(tf.sub(rates, tf.mul(logits, values)), logFactorial(values));
      return {
        sum: tf.sum<tf.Scalar>(masked(losses, mask)),
        sumFactor: 1,
        residual: masked(tf.sub<tf.Tensor2D>(rates, values), mask),
        residualFactor: 1,
      };
    }
  }
}

function masked<T extends tf.Tensor>(values: T, mask: tf.Tensor2D | null): T {
  return mask === null ? values : tf.mul<T>(values, mask);
}

/** Stirling's approximation of ln(z!), 0 up to 1, as `tf.nn.log_poisson_loss(compute_full_loss=True)`. */
function logFactorial(z: tf.Tensor2D): tf.Tensor {
  const atLeastOne = tf.maximum(z, 1);
  const stirling = tf.add(
    tf.sub(tf.mul(atLeastOne, tf.log(atLeastOne)), atLeastOne),
    tf.mul(tf.log(tf.mul(atLeastOne, 2 * Math.PI)), 0.5),
  );
  return tf.where(tf.greater(z, 1), stirling, tf.zerosLike(z));
}
