import { describe, expect, it } from 'vitest';
import { rankedTrials, standingOf } from '@shared/trials/searchTable';
import type { SearchTrial } from '@shared/trials/study';

const trial = (number: number, ...objectives: (number | null)[]) => ({
  number,
  state: 'waiting' as SearchTrial['state'],
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

it('a trial that failed has no rank, whatever it came to before', () => {
  const trials = [trial(1, 0.2, 0.1), trial(2, 0.5), trial(3, 0.4), trial(4)];
  const failed = [{ ...trials[0]!, state: 'failed' as const }, ...trials.slice(1)];
  expect(ranks('relative-loss', failed)).toEqual([
    [3, 1],
    [2, 2],
    [1, null],
    [4, null],
  ]);
});

describe('how a trial stands', () => {
  const trial = { number: 1, state: 'waiting', results: [] } as const;
  const trained = { ...trial, results: [{ globalStep: 3, metrics: {}, objective: 0.5 }] };

  it('is at work, still to come, or trained for now and waiting to be compared', () => {
    expect(standingOf(trial, 1)).toBe('atWork');
    expect(standingOf(trial, 2)).toBe('waiting');
    expect(standingOf(trained, 2)).toBe('judged');
    expect(standingOf({ ...trained, state: 'dropped' }, null)).toBe('dropped');
  });
});
