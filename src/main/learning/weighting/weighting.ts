import type { RunConfiguration } from '@shared/learning/configuration';
import { weightingKindOf } from '@shared/learning/weightingKind';
import { frozenSteps, type Course } from '../estimator/course';
import { AttributesFirst } from './attributesFirst';
import { DynamicAverage } from './dynamicAverage';
import { FixedWeights } from './fixedWeights';
import { GradientSurgery } from './gradientSurgery';
import { GradNorm } from './gradNorm';
import { UncertaintyWeights } from './uncertaintyWeights';

/** What a strategy is told of a step that was computed, every list in the order of the heads. */
export interface ObservedStep {
  /** Steps before this one. */
  readonly stepsDone: number;
  /**
   * Each head's mean loss over its labelled elements; null for a head that takes no part in the step: without weight,
   * without a labelled face in the batch, or stopped.
   */
  readonly losses: readonly (number | null)[];
  /**
   * Lengths of the gradients of the heads' losses, unweighted, on the last layer that all of them share; null where the
   * strategy does not read them.
   */
  readonly lastLayerNorms: readonly number[] | null;
}

/** Everything that a strategy remembers, as a checkpoint keeps it: numbers by name, null for one that is not known yet. */
export type WeightingState = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * Weighs the heads' losses against each other while they are learnt. What a person gives a head as its weight stays a
 * factor on top: it says how much the head matters, and the strategy how its loss is scaled.
 */
export interface Weighting {
  /** What it has to see of each step, beside the losses; gradients cost time. */
  readonly reads: 'losses' | 'last-layer-gradients' | 'trunk-gradients';
  /** What each head's loss is multiplied by in the step that comes, beside its own weight. */
  factors(): readonly number[];
  /**
   * For a strategy that reads the trunk's gradients: what each of them counts in their sum.
   * @param products `products[i][j] = gᵢ·gⱼ` of the heads that take part, weighted.
   * @param stepsDone steps before this one: chooses what is chosen by chance.
   */
  shares?(products: readonly (readonly number[])[], stepsDone: number): readonly number[];
  /** After each step. */
  observe(step: ObservedStep): void;
  snapshot(): WeightingState;
  restore(state: WeightingState): void;
}

/** The one that is configured; a fixed one where one head alone has a weight. */
export function createWeighting(
  configuration: Pick<RunConfiguration, 'weighting' | 'heads' | 'seed' | 'frozenTrunk'>,
  course: Course,
): Weighting {
  const { weighting = { kind: 'fixed' }, heads, seed } = configuration;
  const { stepsPerEpoch, totalSteps } = course;
  if (isWeighedAlone({ weighting, heads })) return new FixedWeights(heads.length);
  switch (weighting.kind) {
    case 'fixed':
      return new FixedWeights(heads.length);
    case 'attributes-first':
      // It is told of the steps in which the trunk learns.
      return new AttributesFirst(
        heads,
        weighting.factor,
        Math.max(1, totalSteps - frozenSteps(configuration, course)),
      );
    case 'uncertainty':
      return new UncertaintyWeights(heads, weighting.learningRate);
    case 'gradnorm':
      return new GradNorm(heads.length, weighting);
    case 'dwa':
      return new DynamicAverage(heads.length, weighting.temperature, Math.max(1, Math.round(stepsPerEpoch)));
    case 'pcgrad':
      return new GradientSurgery(heads.length, seed);
  }
}

/** Whether a strategy is wanted that weighs heads against each other, and there is only one. */
export function isWeighedAlone(configuration: Pick<RunConfiguration, 'weighting' | 'heads'>): boolean {
  const weighed = configuration.heads.filter(({ weight }) => weight > 0);
  return weightingKindOf(configuration) !== 'fixed' && weighed.length < 2;
}
