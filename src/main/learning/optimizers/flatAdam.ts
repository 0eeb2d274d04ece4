import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfiguration } from '@shared/learning/configuration';
import { assignMoment, clearMoment, requireMoments, zeroMoment } from './moments';
import type { Optimizer, OptimizerSnapshot } from './optimizer';

/** Adam (Kingma and Ba 2015) over one flat vector of parameters. */
export class FlatAdam implements Optimizer {
  private readonly firstMoment: tf.Variable<tf.Rank.R1>;
  private readonly secondMoment: tf.Variable<tf.Rank.R1>;
  private step = 0;

  constructor(
    private readonly size: number,
    private readonly config: Pick<OptimizerConfiguration, 'beta1' | 'beta2' | 'epsilon'>,
  ) {
    this.firstMoment = zeroMoment(size);
    this.secondMoment = zeroMoment(size);
  }

  apply(parameters: tf.Variable<tf.Rank.R1>, gradient: tf.Tensor1D, learningRate: number): void {
    const { beta1, beta2, epsilon } = this.config;
    this.step += 1;
    // The bias corrections of both moments in one factor, as the paper's section 2 suggests.
    const rate = (learningRate * Math.sqrt(1 - beta2 ** this.step)) / (1 - beta1 ** this.step);
    tf.tidy(() => {
      const first = tf.add(tf.mul(this.firstMoment, beta1), tf.mul(gradient, 1 - beta1));
      const second = tf.add(tf.mul(this.secondMoment, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), epsilon));
      parameters.assign(tf.sub<tf.Tensor1D>(parameters, change));
      this.firstMoment.assign(first as tf.Tensor1D);
      this.secondMoment.assign(second as tf.Tensor1D);
    });
  }

  async snapshot(): Promise<OptimizerSnapshot> {
    return {
      firstMoment: Float32Array.from(await this.firstMoment.data<'float32'>()),
      secondMoment: Float32Array.from(await this.secondMoment.data<'float32'>()),
      step: this.step,
    };
  }

  restore({ firstMoment, secondMoment, step }: OptimizerSnapshot): void {
    requireMoments(this.size, firstMoment, secondMoment);
    assignMoment(this.firstMoment, firstMoment);
    assignMoment(this.secondMoment, secondMoment);
    this.step = step;
  }

  reset(): void {
    clearMoment(this.firstMoment);
    clearMoment(this.secondMoment);
    this.step = 0;
  }

  dispose(): void {
    this.firstMoment.dispose();
    this.secondMoment.dispose();
  }
}
