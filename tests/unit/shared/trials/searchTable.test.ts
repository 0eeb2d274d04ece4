import { expect, it } from 'vitest';
import { rankedTrials } from '@shared/trials/searchTable';

const trial = (number: number, ...objectives: (number | null)[]) => ({
  number,
  results: objectives.map((objective, index) => ({ globalStep: index + 1, metrics: {}, objective })),
});
const ranks = (objective: string, trials: readonly ReturnType<typeof trial>[]) =>
  rankedTrials({ objective }, trials).map(({ number, rank }) => [number, rank]);

it('who was trained longer comes first, then who came to more; who came to nothing has no rank', () => {
  const trials = [trial(1, 0.2), trial(2), trial(3, 0.5, 0.4), trial(4, 0.1), trial(5, null)];
  expect(ranks('relative-loss', trials)).toEqual([
    [3, 1],
    [4, 2],
    [1, 3],
    [2, null],
    [5, null],
  ]);
  expect(ranks('accuracy/pose', trials).map(([number]) => number)).toEqual([3, 1, 4, 2, 5]);
});
