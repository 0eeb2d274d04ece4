import { expect, it } from 'vitest';
import { scoreRegression } from '@shared/metrics/regression';

it('gives the root mean squared error and the means', () => {
  const score = scoreRegression([1, 2, 3], [1, 4, 5]);
  expect(score.rmse).toBeCloseTo(Math.sqrt(8 / 3), 12);
  expect(score.labelMean).toBeCloseTo(2, 12);
  expect(score.predictionMean).toBeCloseTo(10 / 3, 12);
});
