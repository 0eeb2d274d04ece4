import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';

export interface AdamSnapshot {
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Updates made so far. */
  readonly step: number;
}

/** Adam (Kingma and Ba 2015) over one flat vector of parameters. */
export class FlatAdam {
  private readonly firstMoment: tf.Variable<tf.Rank.R1>;
  private readonly secondMoment: tf.Variable<tf.Rank.R1>;
  private step = 0;

  constructor(
    private readonly size: number,
    private readonly config: OptimizerConfiguration,
  ) {
    this.firstMoment = zeroVariable(size);
    this.secondMoment = zeroVariable(size);
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

  async snapshot(): Promise<AdamSnapshot> {
    return {
      firstMoment: Float32Array.from(await this.firstMoment.data<'float32'>()),
      secondMoment: Float32Array.from(await this.secondMoment.data<'float32'>()),
      step: this.step,
    };
  }

  /** Takes a snapshot's values; fails with `parameters-mismatch` when they belong to another network. */
  restore(snapshot: AdamSnapshot): void {
    if (snapshot.firstMoment.length !== this.size || snapshot.secondMoment.length !== this.size) {
      fail(
        'parameters-mismatch',
        `The saved optimizer has ${snapshot.firstMoment.length} values where this network has ${this.size}. It was made with another configuration.`,
      );
    }
    // Copies: the backend may keep the array it is given.
    tf.tidy(() => {
      this.firstMoment.assign(tf.tensor1d(Float32Array.from(snapshot.firstMoment)));
      this.secondMoment.assign(tf.tensor1d(Float32Array.from(snapshot.secondMoment)));
    });
    this.step = snapshot.step;
  }

  dispose(): void {
    this.firstMoment.dispose();
    this.secondMoment.dispose();
  }
}

function zeroVariable(size: number): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.zeros([size])));
}
