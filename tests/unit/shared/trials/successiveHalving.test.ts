import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { SearchPlan, SearchTrial } from '@shared/trials/study';
import { nextOfSearch, rungsFor, settledSearch } from '@shared/trials/successiveHalving';

const trialsOf = (count: number): SearchTrial[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'search',
    number: index + 1,
    run: `search-1-${index + 1}`,
    settings: {},
    configuration: presetConfiguration('studio', mtflTemplate),
    state: 'waiting',
    results: [],
    failure: null,
  }));

const planOf = (trials: number, keepOneOf: number, objective = 'relative-loss'): SearchPlan => ({
  kind: 'search',
  objective,
  keepOneOf,
  rungs: rungsFor(trials, keepOneOf, { epochs: 9 }),
});

/** Trains to the end, where `score` says what a trial comes to; answers the numbers in the order of the trainings. */
function run(
  plan: SearchPlan,
  trials: readonly SearchTrial[],
  score: (trial: SearchTrial) => number | null | 'fails',
): { readonly order: number[]; readonly trials: readonly SearchTrial[] } {
  let now = trials;
  const order: number[] = [];
  for (let next = nextOfSearch(plan, now); next; next = nextOfSearch(plan, now)) {
    const trial = next.trial as SearchTrial;
    order.push(trial.number);
    const objective = score(trial);
    const changed: SearchTrial =
      objective === 'fails'
        ? { ...trial, state: 'failed', failure: 'diverged' }
        : { ...trial, results: [...trial.results, { globalStep: order.length, metrics: {}, objective }] };
    now = settledSearch(
      plan,
      now.map((known) => (known.number === trial.number ? changed : known)),
    );
  }
  return { order, trials: now };
}
const numbersIn = (trials: readonly SearchTrial[], state: SearchTrial['state']): number[] =>
  trials.filter((trial) => trial.state === state).map(({ number }) => number);

describe('rungs', () => {
  it('divide the trials and multiply the budget by the same number, up to the whole', () => {
    expect(rungsFor(9, 3, { epochs: 9 })).toEqual([
      { trials: 9, duration: { epochs: 1 } },
      { trials: 3, duration: { epochs: 3 } },
      { trials: 1, duration: { epochs: 9 } },
    ]);
    expect(rungsFor(11, 2, { steps: 100 })).toEqual([
      { trials: 11, duration: { steps: 13 } },
      { trials: 5, duration: { steps: 25 } },
      { trials: 2, duration: { steps: 50 } },
      { trials: 1, duration: { steps: 100 } },
    ]);
  });

  it('are one where there are too few trials to drop any', () => {
    expect(rungsFor(2, 3, { epochs: 4 })).toEqual([{ trials: 2, duration: { epochs: 4 } }]);
  });
});

describe('a search', () => {
  it('trains all a little, the best third longer, and the best to the end', () => {
    const { order, trials } = run(planOf(9, 3), trialsOf(9), ({ number }) => Math.abs(number - 5));
    expect(order).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6, 5]);
    expect(numbersIn(trials, 'done')).toEqual([5]);
    expect(numbersIn(trials, 'dropped')).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
  });

  it('knows which metrics are better when they are higher', () => {
    const { trials } = run(planOf(3, 3, 'accuracy/pose'), trialsOf(3), ({ number }) => number / 10);
    expect(numbersIn(trials, 'done')).toEqual([3]);
  });

  it('goes on without those that fail, and takes those that cannot be judged last', () => {
    const { trials } = run(planOf(4, 2), trialsOf(4), ({ number }) =>
      number === 1 ? 'fails' : number === 2 ? null : number,
    );
    expect(numbersIn(trials, 'failed')).toEqual([1]);
    expect(numbersIn(trials, 'done')).toEqual([3]);
    expect(numbersIn(trials, 'dropped')).toEqual([2, 4]);
  });

  it('is over when every trial has failed', () => {
    expect(numbersIn(run(planOf(3, 3), trialsOf(3), () => 'fails').trials, 'failed')).toEqual([1, 2, 3]);
  });
});
