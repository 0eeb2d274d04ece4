import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfiguration } from '@shared/learning/configuration';
import type { Parameters } from '../parameters';
import { FlatAdam } from './flatAdam';
import { FlatMomentum } from './flatMomentum';
import { withDecay } from './weightDecay';

/** What an optimizer remembers of the gradients it has seen; a moment that it does not have is empty. */
export interface OptimizerSnapshot {
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Updates made so far. */
  readonly step: number;
}

/** Moves one flat vector of parameters against their gradient. */
export interface Optimizer {
  apply(parameters: tf.Variable<tf.Rank.R1>, gradient: tf.Tensor1D, learningRate: number): void;
  snapshot(): Promise<OptimizerSnapshot>;
  /** Takes a snapshot's values; fails with `parameters-mismatch` when they belong to another network or optimizer. */
  restore(snapshot: OptimizerSnapshot): void;
  /** Forgets every gradient it has seen, as before the first. */
  reset(): void;
  dispose(): void;
}

/** The one that is configured, for these parameters. */
export function createOptimizer(parameters: Parameters, configuration: OptimizerConfiguration): Optimizer {
  const optimizer =
    configuration.kind === 'adam'
      ? new FlatAdam(parameters.trainableSize, configuration)
      : new FlatMomentum(parameters.trainableSize, configuration.momentum);
  return withDecay(optimizer, parameters, configuration.weightDecay);
}
