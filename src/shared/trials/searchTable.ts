import { betterObjective } from './objective';
import type { SearchPlan, SearchTrial } from './study';

/** A trial of a search that has a place among the others, by what it came to at the longest budget it was given. */
export type RankedTrial<Of> = Of & {
  /** From 1; null before its first result, or when it failed. */
  readonly rank: number | null;
};

type Comparable = Pick<SearchTrial, 'number' | 'state' | 'results'>;

/** The best first: who was trained longer comes before who was dropped earlier. */
export function rankedTrials<Of extends Comparable>(
  { objective }: Pick<SearchPlan, 'objective'>,
  trials: readonly Of[],
): RankedTrial<Of>[] {
  const better = betterObjective(objective);
  const scoreOf = ({ state, results }: Comparable): number | null =>
    state === 'failed' ? null : (results.at(-1)?.objective ?? null);
  const sorted = [...trials].sort((one, other) => {
    const [a, b] = [scoreOf(one), scoreOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || one.number - other.number;
    if (one.results.length !== other.results.length) return other.results.length - one.results.length;
    return (better === 'lower' ? a - b : b - a) || one.number - other.number;
  });
  return sorted.map((trial, index) => ({ ...trial, rank: scoreOf(trial) === null ? null : index + 1 }));
}

/** How a trial stands, for a person. */
export type TrialStanding = SearchTrial['state'] | 'atWork' | 'judged';

/** `judged`: trained as far as it was to be for now, and compared with the others once all of them are. */
export function standingOf(
  { number, state, results }: Pick<SearchTrial, 'number' | 'state' | 'results'>,
  trialAtWork: number | null,
): TrialStanding {
  if (number === trialAtWork) return 'atWork';
  return state === 'waiting' && results.length > 0 ? 'judged' : state;
}
