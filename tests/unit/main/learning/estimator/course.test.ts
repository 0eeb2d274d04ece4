import { describe, expect, it } from 'vitest';
import { frozenSteps, phaseAt } from '../../../../../src/main/learning/estimator/course';
import { tinyConfiguration } from '../pipeline/tinyRun';

const course = { totalSteps: 20, stepsPerEpoch: 2.5 };
const optimizer = {
  ...tinyConfiguration().optimizer,
  learningRate: 0.001,
  schedule: { kind: 'cosine', warmupSteps: 0 },
} as const;
const cosine = tinyConfiguration({ optimizer });
const frozen = tinyConfiguration({ optimizer, frozenTrunk: { epochs: 3, fineTuneRate: 0.0001 } });

describe('the course of a run', () => {
  it('freezes the trunk for whole batches, and not for longer than the run', () => {
    expect(frozenSteps(cosine, course)).toBe(0);
    expect(frozenSteps(frozen, course)).toBe(8);
    expect(frozenSteps({ frozenTrunk: { epochs: 100, fineTuneRate: 1 } }, course)).toBe(20);
  });

  it('goes through the schedule once for the heads, and once for everything, from a rate of its own', () => {
    const at = (step: number) => phaseAt(frozen, course, step);
    expect(at(0)).toEqual({ isFrozen: true, beginsFineTuning: false, learningRate: 0.001 });
    expect(at(4).learningRate).toBeCloseTo(0.0005, 12);
    expect(at(7)).toMatchObject({ isFrozen: true, beginsFineTuning: false });
    expect(at(8)).toEqual({ isFrozen: false, beginsFineTuning: true, learningRate: 0.0001 });
    expect(at(14)).toMatchObject({ isFrozen: false, beginsFineTuning: false });
    expect(at(14).learningRate).toBeCloseTo(0.00005, 12);
  });

  it('is one schedule from the first step to the last where nothing is frozen', () => {
    expect(phaseAt(cosine, course, 0)).toEqual({
      isFrozen: false,
      beginsFineTuning: false,
      learningRate: 0.001,
    });
    expect(phaseAt(cosine, course, 10).learningRate).toBeCloseTo(0.0005, 12);
  });
});
