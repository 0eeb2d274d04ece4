import type { Duration } from '../learning/configuration';
import { betterObjective } from './objective';
import type { NextTraining, Rung, SearchPlan, SearchTrial } from './study';

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): many trials get a small budget, one of `keepOneOf` of
 * them goes on to a budget that is so many times larger, until the last ones get the whole. Every rung costs about the
 * same; all of them together about as much as training (number of rungs) · (trials that reach the end) to the end.
 */
export function rungsFor(trials: number, keepOneOf: number, whole: Duration): Rung[] {
  const counts = [trials];
  while (counts.at(-1)! >= keepOneOf) counts.push(Math.floor(counts.at(-1)! / keepOneOf));
  return counts.map((count, index) => ({
    trials: count,
    duration: shareOf(whole, keepOneOf ** (index - counts.length + 1)),
  }));
}

/** What is to be trained next, rung by rung and trial by trial; null where the search is over. */
export function nextOfSearch({ rungs }: SearchPlan, trials: readonly SearchTrial[]): NextTraining | null {
  for (const [index, { duration }] of rungs.entries()) {
    const trial = trials.find(({ state, results }) => state === 'waiting' && results.length <= index);
    if (trial) return { trial, until: duration };
  }
  return null;
}

/**
 * The trials after a result has come in: where all that are left have come to the end of a rung, those that are not
 * among its best are dropped, and after the last rung all are done.
 */
export function settledSearch(plan: SearchPlan, trials: readonly SearchTrial[]): readonly SearchTrial[] {
  const left = trials.filter(({ state }) => state === 'waiting');
  const reached = Math.min(...left.map(({ results }) => results.length));
  // Some are still on their way to the end of the rung.
  if (left.length === 0 || reached === 0 || left.some(({ results }) => results.length > reached))
    return trials;
  if (reached >= plan.rungs.length)
    return withStates(trials, new Map(left.map(({ number }) => [number, 'done'])));
  const sign = betterObjective(plan.objective) === 'lower' ? 1 : -1;
  const scoreOf = ({ results }: SearchTrial): number => sign * (results.at(-1)!.objective ?? sign * Infinity);
  const best = [...left].sort(
    (one, other) => compare(scoreOf(one), scoreOf(other)) || one.number - other.number,
  );
  const dropped = best.slice(plan.rungs[reached]!.trials);
  return withStates(trials, new Map(dropped.map(({ number }) => [number, 'dropped'])));
}

function withStates(
  trials: readonly SearchTrial[],
  states: ReadonlyMap<number, SearchTrial['state']>,
): readonly SearchTrial[] {
  return trials.map((trial) => ({ ...trial, state: states.get(trial.number) ?? trial.state }));
}

/** Infinities are equal to themselves. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function shareOf(whole: Duration, share: number): Duration {
  if ('epochs' in whole) return { epochs: whole.epochs * share };
  return { steps: Math.max(1, Math.round(whole.steps * share)) };
}
