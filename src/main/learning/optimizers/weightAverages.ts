import * as tf from '@tensorflow/tfjs-core';
import type { Parameters, ParameterSnapshot, ParameterTensors } from '../parameters';

/** The averages begin with half of a run: before, the weights are still on their way. */
const beginsAfter = 0.5;

/**
 * Averages of all parameters over the steps, trained ones and state (Polyak and Juditsky 1992), exponential: a ← a + (1 − m)·(w − a).
 * A step's noise is as large as its learning rate; the averages have less of it than the weights themselves, and may be
 * of a rate that is higher. After n steps m is (1 + n)/(10 + n) at most, so that a short run's averages do not lag behind.
 */
export class WeightAverages {
  private averages: { trainable: tf.Variable<tf.Rank.R1>; state: tf.Variable<tf.Rank.R1> | null } | null =
    null;
  private readonly firstStep: number;

  /** @param momentum m; 0 for none: there are never any averages then. */
  constructor(
    private readonly parameters: Parameters,
    private readonly momentum: number,
    totalSteps: number,
  ) {
    this.firstStep = Math.floor(totalSteps * beginsAfter) + 1;
  }

  /** To be called after every step, with its number. */
  observe(globalStep: number): void {
    if (this.momentum === 0 || globalStep < this.firstStep) return;
    const { trainable, state } = this.parameters;
    if (this.averages === null) {
      this.averages = { trainable: copyOf(trainable), state: state && copyOf(state) };
      return;
    }
    const steps = globalStep - this.firstStep;
    const momentum = Math.min(this.momentum, (1 + steps) / (10 + steps));
    moveTowards(this.averages.trainable, trainable, 1 - momentum);
    if (state) moveTowards(this.averages.state!, state, 1 - momentum);
  }

  /** Null before the first of them. */
  get current(): ParameterTensors | null {
    return this.averages;
  }

  async snapshot(): Promise<ParameterSnapshot | null> {
    if (this.averages === null) return null;
    const { trainable, state } = this.averages;
    return {
      trainable: Float32Array.from(await trainable.data<'float32'>()),
      state: state ? Float32Array.from(await state.data<'float32'>()) : new Float32Array(0),
    };
  }

  /** As they were after `globalStep` steps. A run that has become longer since may have to begin them anew. */
  restore(snapshot: ParameterSnapshot | undefined, globalStep: number): void {
    this.dispose();
    if (!snapshot || this.momentum === 0 || globalStep < this.firstStep) return;
    this.averages = {
      trainable: variableOf(snapshot.trainable),
      state: this.parameters.state && variableOf(snapshot.state),
    };
  }

  dispose(): void {
    this.averages?.trainable.dispose();
    this.averages?.state?.dispose();
    this.averages = null;
  }
}

function copyOf(values: tf.Tensor1D): tf.Variable<tf.Rank.R1> {
  // A variable shares its first values with the tensor it is made of.
  return tf.tidy(() => tf.variable(tf.mul(values, 1)));
}

function variableOf(values: Float32Array): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.tensor1d(Float32Array.from(values))));
}

function moveTowards(averages: tf.Variable<tf.Rank.R1>, values: tf.Tensor1D, share: number): void {
  tf.tidy(() => averages.assign(tf.add(averages, tf.mul(tf.sub(values, averages), share))));
}
