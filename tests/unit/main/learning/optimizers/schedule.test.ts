import { describe, expect, it } from 'vitest';
import type { LearningRateSchedule, OptimizerConfiguration } from '@shared/learning/configuration';
import { learningRateAt } from '../../../../../src/main/learning/optimizers/schedule';

const rates = (schedule: LearningRateSchedule, steps: readonly number[], totalSteps: number): number[] => {
  const optimizer: OptimizerConfiguration = {
    kind: 'adam',
    learningRate: 0.01,
    schedule,
    weightDecay: 0,
    momentum: 0.9,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  };
  return steps.map((step) => learningRateAt(optimizer, step, totalSteps));
};
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

describe('learningRateAt', () => {
  it('stays where it is, constant', () => {
    expect(rates({ kind: 'constant' }, [0, 1, 999, 5000], 1000)).toEqual([0.01, 0.01, 0.01, 0.01]);
  });

  it('falls by a factor every so many steps', () => {
    const schedule = { kind: 'step', everySteps: 100, factor: 0.1 } as const;
    expect(rates(schedule, [0, 99, 100, 199, 200], 1000)).toEqual(close([0.01, 0.01, 0.001, 0.001, 0.0001]));
  });

  it('follows a cosine to zero at the end of the run', () => {
    const schedule = { kind: 'cosine', warmupSteps: 0 } as const;
    const quarter = 0.005 * (1 + Math.SQRT1_2);
    expect(rates(schedule, [0, 25, 50, 75, 100], 100)).toEqual(
      close([0.01, quarter, 0.005, 0.01 - quarter, 0]),
    );
    expect(rates(schedule, [99], 100)[0]).toBeGreaterThan(0);
  });

  it('follows a cosine to a share of itself, where it is not to end at zero', () => {
    const schedule = { kind: 'cosine', warmupSteps: 10, lowest: 0.2 } as const;
    expect(rates(schedule, [9, 10, 60, 110, 200], 110)).toEqual(close([0.01, 0.01, 0.006, 0.002, 0.002]));
  });

  it('rises to its height first, where there is a warm-up', () => {
    const schedule = { kind: 'cosine', warmupSteps: 10 } as const;
    expect(rates(schedule, [0, 4, 9, 10, 60, 110], 110)).toEqual(close([0.001, 0.005, 0.01, 0.01, 0.005, 0]));
  });

  it('is warm after a tenth of the run, however short that is', () => {
    const schedule = { kind: 'cosine', warmupSteps: 100 } as const;
    expect(rates(schedule, [0, 1, 2, 11, 20], 20)).toEqual(close([0.005, 0.01, 0.01, 0.005, 0]));
    expect(rates(schedule, [0, 5], 5)).toEqual(close([0.01, 0]));
  });

  it('never rises again past its end', () => {
    expect(rates({ kind: 'cosine', warmupSteps: 0 }, [100, 150], 100)).toEqual(close([0, 0]));
    expect(rates({ kind: 'cosine', warmupSteps: 20 }, [10, 11, 30], 10)).toEqual(close([0, 0, 0]));
  });
});
