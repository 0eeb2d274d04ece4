import { expect, it } from 'vitest';
import { compareWeights } from '../../../../src/main/runs/closeness';

it('weights are identical bit for bit, or so far apart', () => {
  const weights = [Float32Array.of(3, 4), Float32Array.of(0)];
  expect(
    compareWeights(
      weights,
      weights.map((values) => values.slice()),
    ),
  ).toEqual({
    identical: true,
    largestDifference: 0,
    relativeDifference: 0,
  });
  expect(compareWeights(weights, [Float32Array.of(3, 4.5), Float32Array.of(0)])).toEqual({
    identical: false,
    largestDifference: 0.5,
    relativeDifference: 0.1,
  });
  // Equal as numbers, and yet not the same bits.
  expect(compareWeights([Float32Array.of(0)], [Float32Array.of(-0)]).identical).toBe(false);
});
