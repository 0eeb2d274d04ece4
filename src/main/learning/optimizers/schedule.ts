import type { OptimizerConfiguration } from '@shared/learning/configuration';

/**
 * The learning rate of step `step` (from 0) of `totalSteps`. Cosine: Loshchilov and Hutter 2017, without
 * restarts, after a linear warm-up.
 */
export function learningRateAt(config: OptimizerConfiguration, step: number, totalSteps: number): number {
  const { learningRate, schedule } = config;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor(step / schedule.everySteps);
    case 'cosine': {
      if (step < schedule.warmupSteps) return (learningRate * (step + 1)) / schedule.warmupSteps;
      const cosineSteps = Math.max(1, totalSteps - schedule.warmupSteps);
      const progress = Math.min(1, (step - schedule.warmupSteps) / cosineSteps);
      return learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }
}
