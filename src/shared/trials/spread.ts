/** Numbers of equal trials with different seeds. */
export interface Spread {
  readonly mean: number;
  /** The sample's standard deviation (n − 1); null of a single number. */
  readonly deviation: number | null;
  readonly count: number;
}

/** Null of no numbers. */
export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, deviation: null, count };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (count - 1)), count };
}
