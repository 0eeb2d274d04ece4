import type { OptimizerConfiguration } from '@shared/learning/configuration';

/** A short run would be over before it was warm. */
const longestWarmup = 0.1;

/**
 * The learning rate of step `step` (from 0) of `totalSteps`. Cosine: Loshchilov and Hutter 2017, without
 * restarts, after a linear warm-up of a tenth of all steps at most.
 */
export function learningRateAt(config: OptimizerConfiguration, step: number, totalSteps: number): number {
  const { learningRate, schedule } = config;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor(step / schedule.everySteps);
    case 'cosine': {
      const warmupSteps = Math.min(schedule.warmupSteps, Math.floor(totalSteps * longestWarmup));
      if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
      const cosineSteps = Math.max(1, totalSteps - warmupSteps);
      const progress = Math.min(1, (step - warmupSteps) / cosineSteps);
      const { lowest = 0 } = schedule;
      return learningRate * (lowest + (1 - lowest) * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
  }
}
