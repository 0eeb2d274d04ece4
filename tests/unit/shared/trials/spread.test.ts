import { expect, it } from 'vitest';
import { spreadOf } from '@shared/trials/spread';

it('has mean and the sample’s standard deviation, which one number has not', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7), count: 8 });
  expect(spreadOf([3])).toEqual({ mean: 3, deviation: null, count: 1 });
  expect(spreadOf([])).toBeNull();
});
