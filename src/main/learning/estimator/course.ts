import type { RunConfiguration } from '@shared/learning/configuration';
import { learningRateAt } from '../optimizers/schedule';

/** How long a run trains, as far as its steps depend on it. */
export interface Course {
  readonly totalSteps: number;
  /** Of the training faces; not whole where an epoch ends within a batch. */
  readonly stepsPerEpoch: number;
}

/** How a step is made. */
export interface Phase {
  /** The heads learn on a trunk that stays as it is. */
  readonly isFrozen: boolean;
  /** The first step of the trunk's: what the optimizer remembers is of the heads alone. */
  readonly beginsFineTuning: boolean;
  readonly learningRate: number;
}

/** Steps for which the trunk stays as it is, epochs rounded up to whole batches; 0 where it learns from the first on. */
export function frozenSteps(
  { frozenTrunk }: Pick<RunConfiguration, 'frozenTrunk'>,
  { totalSteps, stepsPerEpoch }: Course,
): number {
  return frozenTrunk ? Math.min(totalSteps, Math.ceil(frozenTrunk.epochs * stepsPerEpoch)) : 0;
}

/** Of the step after `stepsDone`. Each phase goes through the whole schedule, from its own highest learning rate. */
export function phaseAt(
  configuration: Pick<RunConfiguration, 'frozenTrunk' | 'optimizer'>,
  course: Course,
  stepsDone: number,
): Phase {
  const { optimizer, frozenTrunk } = configuration;
  const frozen = frozenSteps(configuration, course);
  if (stepsDone < frozen) {
    const learningRate = learningRateAt(optimizer, stepsDone, frozen);
    return { isFrozen: true, beginsFineTuning: false, learningRate };
  }
  const fineTuning = { ...optimizer, learningRate: frozenTrunk?.fineTuneRate ?? optimizer.learningRate };
  return {
    isFrozen: false,
    beginsFineTuning: frozen > 0 && stepsDone === frozen,
    learningRate: learningRateAt(fineTuning, stepsDone - frozen, course.totalSteps - frozen),
  };
}
