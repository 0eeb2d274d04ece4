import * as tf from '@tensorflow/tfjs-core';
import { assignMoment, clearMoment, requireMoments, zeroMoment } from './moments';
import type { Optimizer, OptimizerSnapshot } from './optimizer';

/**
 * Gradient descent with Nesterov's momentum over one flat vector of parameters, in the form of Sutskever et al. 2013
 * that looks ahead from where the parameters are: v ← μ·v + g, θ ← θ − α·(g + μ·v).
 */
export class FlatMomentum implements Optimizer {
  private readonly velocity: tf.Variable<tf.Rank.R1>;
  private step = 0;

  constructor(
    private readonly size: number,
    private readonly momentum: number,
  ) {
    this.velocity = zeroMoment(size);
  }

  apply(parameters: tf.Variable<tf.Rank.R1>, gradient: tf.Tensor1D, learningRate: number): void {
    this.step += 1;
    tf.tidy(() => {
      const velocity = tf.add<tf.Tensor1D>(tf.mul(this.velocity, this.momentum), gradient);
      const ahead = tf.add(gradient, tf.mul(velocity, this.momentum));
      parameters.assign(tf.sub<tf.Tensor1D>(parameters, tf.mul(ahead, learningRate)));
      this.velocity.assign(velocity);
    });
  }

  async snapshot(): Promise<OptimizerSnapshot> {
    const firstMoment = Float32Array.from(await this.velocity.data<'float32'>());
    return { firstMoment, secondMoment: new Float32Array(0), step: this.step };
  }

  restore({ firstMoment, secondMoment, step }: OptimizerSnapshot): void {
    requireMoments(this.size, firstMoment);
    requireMoments(0, secondMoment);
    assignMoment(this.velocity, firstMoment);
    this.step = step;
  }

  reset(): void {
    clearMoment(this.velocity);
    this.step = 0;
  }

  dispose(): void {
    this.velocity.dispose();
  }
}
