import { expect, it } from 'vitest';
import { sightInputs } from '../../../../../src/main/learning/teacher/sightInputs';
import type { Sight } from '../../../../../src/main/learning/teacher/sightCache';

const triangle = [0.2, 0.2, 0.6, 0.2, 0.4, 0.7];

function sight(points: readonly number[], ...features: readonly number[]): Sight {
  return { points: Float32Array.from(points), features: Float32Array.from(features) };
}

it('has a mean of 0 and a deviation of 1 in each number, and a 1 for the bias', () => {
  const shapes = [0.1, 0.2, 0.3, 0.4].map((depth, index) =>
    sight([0.2, 0.2, 0.6, 0.2, 0.4, 0.5 + depth], index, 7),
  );
  const { width, values } = sightInputs(shapes);
  expect(width).toBe(9);
  const column = (index: number): number[] => [0, 1, 2, 3].map((row) => values[row * width + index]!);
  const root = Math.sqrt(1.25);
  expect(column(6).map((value) => value.toFixed(4))).toEqual(
    [-1.5 / root, -0.5 / root, 0.5 / root, 1.5 / root].map((value) => value.toFixed(4)),
  );
  // What is the same of all tells nothing.
  expect(column(7)).toEqual([0, 0, 0, 0]);
  expect(column(8)).toEqual([1, 1, 1, 1]);
});

it('is free of where a face is and how large', () => {
  const shapes = [
    sight(triangle, 0),
    sight(
      triangle.map((value) => 0.5 * value + 0.3),
      0,
    ),
    sight([0.2, 0.2, 0.6, 0.2, 0.5, 0.9], 0),
  ];
  const { width, values } = sightInputs(shapes);
  const row = (index: number): number[] => Array.from(values.subarray(index * width, (index + 1) * width));
  row(0).forEach((value, column) => expect(row(1)[column]!).toBeCloseTo(value, 4));
  expect(row(2)).not.toEqual(row(0));
});

it('holds what lies far from all others', () => {
  const shapes = Array.from({ length: 100 }, (_, index) => sight(triangle, index === 0 ? 1000 : 0));
  const { width, values } = sightInputs(shapes);
  expect(values[width - 2]).toBe(5);
});
