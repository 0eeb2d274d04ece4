import { describe, expect, it } from 'vitest';
import { averageLosses, validationCriterion } from '../../../../../src/main/learning/estimator/criterion';
import { tinyConfiguration } from '../pipeline/tinyRun';

describe('validationCriterion', () => {
  const { heads } = tinyConfiguration();

  it('is the weighted sum of the average losses', () => {
    const metrics = { 'average_loss/landmarks': 2, 'average_loss/pose': 1, 'loss/pose': 99, loss: 99 };
    expect(validationCriterion(heads, metrics)).toBeCloseTo(2.3, 12);
  });

  it('leaves out a head that no validation face has a label for', () => {
    expect(validationCriterion(heads, { 'average_loss/landmarks': 2 })).toBe(2);
  });
});

describe('averageLosses', () => {
  it('are those of the heads that have one', () => {
    const { heads } = tinyConfiguration();
    const metrics = { 'average_loss/landmarks': 2, 'average_loss/other': 1, loss: 99 };
    expect(averageLosses(heads, metrics)).toEqual({ landmarks: 2 });
  });
});
