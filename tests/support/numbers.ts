import { expect } from 'vitest';

export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  return Array.from(expected).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - found[index]!)),
    0,
  );
}
