import type { Range } from './range';

export interface ErrorBin extends Range {
  readonly faces: number;
}

/** How the errors of faces spread. Numbers in the errors' own unit. */
export interface ErrorSummary {
  readonly faces: number;
  readonly mean: number;
  readonly percentiles: readonly { readonly percent: number; readonly error: number }[];
  /**
   * From 0 in steps of one width, each up to and including its end; the last one is open. What share of the faces
   * errs by no more than a bin's end is the sum of the bins up to it: the cumulative error curve.
   */
  readonly bins: readonly ErrorBin[];
}

const percents = [5, 25, 50, 75, 90, 95, 99] as const;
const mostBins = 40;
/** Steps of a scale that people read easily. */
const roundSteps = [1, 2, 2.5, 5, 10] as const;

/** Null without a single error. */
export function summarizeErrors(errors: readonly number[] | Float64Array): ErrorSummary | null {
  if (errors.length === 0) return null;
  const sorted = new Float64Array(errors).sort();
  const percentiles = percents.map((percent) => ({ percent, error: percentile(sorted, percent) }));
  const edges = edgesUpTo(percentile(sorted, 99));
  const within = [...edges.map((edge) => countUpTo(sorted, edge)), sorted.length];
  return {
    faces: sorted.length,
    mean: sorted.reduce((sum, error) => sum + error, 0) / sorted.length,
    percentiles,
    bins: within.map((count, index) => ({
      ...(index === 0 ? {} : { above: edges[index - 1]! }),
      ...(index === edges.length ? {} : { upTo: edges[index]! }),
      faces: count - (within[index - 1] ?? 0),
    })),
  };
}

/** As numpy's default has it: between two errors, linearly. `sorted` ascends and is not empty. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

/** How many are no larger. `sorted` ascends. */
function countUpTo(sorted: Float64Array, edge: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ends of the bins: of one round width, no more than there is room for, past what nearly all errors reach. */
function edgesUpTo(reach: number): number[] {
  const width = roundWidth(reach / mostBins);
  const count = Math.max(1, Math.min(mostBins, Math.ceil(reach / width)));
  // Rounded, so that 3 × 0.005 is 0.015 and is written so in an address.
  return Array.from({ length: count }, (_, index) => Number(((index + 1) * width).toPrecision(12)));
}

function roundWidth(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = roundSteps.find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}
