import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../parameters';
import type { Optimizer, OptimizerSnapshot } from './optimizer';

/**
 * Weight decay apart from the gradient (Loshchilov and Hutter 2019, algorithm 2): before a step every weight of a
 * layer loses the share `weightDecay`·learning rate of itself. Biases and what batch normalisation scales and shifts
 * by keep theirs: they do not make the network more complex.
 */
class WeightDecay implements Optimizer {
  private readonly isWeight: tf.Tensor1D;

  constructor(
    private readonly optimizer: Optimizer,
    parameters: Parameters,
    private readonly weightDecay: number,
  ) {
    const marks = new Float32Array(parameters.trainableSize);
    for (const { kind, shape, offset, size } of parameters.layout) {
      if (kind === 'trainable' && shape.length > 1) marks.fill(1, offset, offset + size);
    }
    this.isWeight = tf.tensor1d(marks);
  }

  apply(parameters: tf.Variable<tf.Rank.R1>, gradient: tf.Tensor1D, learningRate: number): void {
    tf.tidy(() => {
      const kept = tf.sub(1, tf.mul(this.isWeight, learningRate * this.weightDecay));
      parameters.assign(tf.mul<tf.Tensor1D>(parameters, kept));
    });
    this.optimizer.apply(parameters, gradient, learningRate);
  }

  snapshot(): Promise<OptimizerSnapshot> {
    return this.optimizer.snapshot();
  }

  restore(snapshot: OptimizerSnapshot): void {
    this.optimizer.restore(snapshot);
  }

  reset(): void {
    this.optimizer.reset();
  }

  dispose(): void {
    this.isWeight.dispose();
    this.optimizer.dispose();
  }
}

/** The optimizer with weight decay; itself where there is none. */
export function withDecay(optimizer: Optimizer, parameters: Parameters, weightDecay: number): Optimizer {
  return weightDecay === 0 ? optimizer : new WeightDecay(optimizer, parameters, weightDecay);
}
