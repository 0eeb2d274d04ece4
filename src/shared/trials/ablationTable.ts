import { headlineOf, readingOf } from '../learning/headline';
import type { Metrics } from '../learning/results';
import { spreadOf, type Spread } from './spread';
import type { AblationPlan, TrialResult } from './study';

/** A head's metric in one set of heads, over the seeds that are trained. */
export interface AblationCell {
  readonly value: Spread;
  /** Minus that of the head trained alone, seed by seed; null for the head alone, or where that is not trained. */
  readonly toAlone: Spread | null;
}

export interface AblationRow {
  readonly set: readonly string[];
  /** Seeds that are trained. */
  readonly seeds: number;
  /** By head; null where the set has it not, or nothing is trained yet. */
  readonly cells: Readonly<Record<string, AblationCell | null>>;
}

/** What a head gives to another: the other's metric with all heads minus that with all but this one, seed by seed. */
export interface AblationGain {
  readonly giver: string;
  /** By the head that receives; null for itself, or where nothing is trained yet. */
  readonly to: Readonly<Record<string, Spread | null>>;
}

export interface AblationTable {
  readonly heads: readonly string[];
  /** The metric of each head's column; null while nothing is trained. */
  readonly metrics: Readonly<Record<string, string | null>>;
  /** What the best constant scores in each column, over the seeds: each holds out faces of its own. Null: not known. */
  readonly floors: Readonly<Record<string, Spread | null>>;
  readonly rows: readonly AblationRow[];
  /** Empty where the study trains no sets of all but one. */
  readonly gains: readonly AblationGain[];
}

/** What the table needs of a trial. */
interface AblatedTrial {
  readonly configuration: { readonly heads: readonly { readonly name: string }[]; readonly seed: number };
  readonly results: readonly Pick<TrialResult, 'metrics' | 'floors'>[];
}

/**
 * The table of the TCDCN paper (Zhang, Luo, Loy, Tang, ECCV 2014, section 4.1): what each task gains from those
 * beside it. Differences are taken seed by seed, since trainings of one seed hold the same validation faces.
 */
export function ablationTable(
  { heads, sets, seeds }: AblationPlan,
  trials: readonly AblatedTrial[],
): AblationTable {
  const found = new Map(
    trials.flatMap(({ configuration, results }) => {
      const last = results.at(-1);
      const set = configuration.heads.map(({ name }) => name);
      return last === undefined ? [] : [[keyOf(set, configuration.seed), last] as const];
    }),
  );
  const metrics = Object.fromEntries(
    heads.map((head) => [
      head,
      metricOf(
        head,
        [...found.values()].map((last) => last.metrics),
      ),
    ]),
  );
  const valueOf = (head: string, set: readonly string[], seed: number): number | undefined => {
    const metric = metrics[head];
    const value = set.includes(head) ? found.get(keyOf(set, seed))?.metrics[`${metric}/${head}`] : undefined;
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
  const difference = (head: string, set: readonly string[], other: readonly string[]): Spread | null =>
    spreadOf(
      seeds.flatMap((seed) => {
        const [value, base] = [valueOf(head, set, seed), valueOf(head, other, seed)];
        return value === undefined || base === undefined ? [] : [value - base];
      }),
    );
  const cellOf = (head: string, set: readonly string[]): AblationCell | null => {
    const value = spreadOf(seeds.flatMap((seed) => valueOf(head, set, seed) ?? []));
    return value && { value, toAlone: set.length === 1 ? null : difference(head, set, [head]) };
  };
  const floorOf = (head: string, seed: number): number[] => {
    const known = sets
      .filter((set) => set.includes(head))
      .flatMap((set) => found.get(keyOf(set, seed))?.floors?.[`${metrics[head]}/${head}`] ?? []);
    // The same in each set of the seed.
    return known.slice(0, 1);
  };
  const floors = Object.fromEntries(
    heads.map((head) => [head, spreadOf(seeds.flatMap((seed) => floorOf(head, seed)))]),
  );
  const rows = sets.map((set) => ({
    set,
    seeds: seeds.filter((seed) => found.has(keyOf(set, seed))).length,
    cells: Object.fromEntries(heads.map((head) => [head, cellOf(head, set)])),
  }));
  const without = (giver: string): string[] => heads.filter((head) => head !== giver);
  const planned = new Set(sets.map((set) => keyOf(set, 0)));
  const isPlanned = (set: readonly string[]): boolean => planned.has(keyOf(set, 0));
  const gains = heads
    .filter((giver) => heads.length > 1 && isPlanned(heads) && isPlanned(without(giver)))
    .map((giver) => ({
      giver,
      to: Object.fromEntries(
        heads.map((head) => [head, head === giver ? null : difference(head, heads, without(giver))]),
      ),
    }));
  return { heads, metrics, floors, rows, gains };
}

/** Student's t, 0.975 quantile, by degrees of freedom from 1; beyond the table hardly more than the normal's 1.96. */
const studentT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

/**
 * Whether a difference of a metric is for the better (true) or the worse (false); null where chance alone may explain
 * it: zero lies in the 95 % interval of the mean, which is wide with two or three seeds.
 */
export function isGain(metric: string, { mean, deviation, count }: Spread): boolean | null {
  if (deviation === null) return null;
  const halfWidth = ((studentT[count - 2] ?? 2.2) * deviation) / Math.sqrt(count);
  if (Math.abs(mean) <= halfWidth) return null;
  return readingOf(metric).better === 'lower' ? mean < 0 : mean > 0;
}

function metricOf(head: string, found: readonly Metrics[]): string | null {
  for (const metrics of found) {
    const headline = headlineOf(head, metrics);
    if (headline) return headline.metric;
  }
  return null;
}

function keyOf(set: readonly string[], seed: number): string {
  return JSON.stringify([[...set].sort(), seed]);
}
