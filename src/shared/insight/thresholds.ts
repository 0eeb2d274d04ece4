/** Faces for which the head gives its second value more than the threshold: those with that label, and those without. */
export interface ThresholdCounts {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** A head of two values at every threshold of a slider, and what does not depend on one. */
export interface ThresholdSweep {
  /** The value whose probability is compared with the threshold. */
  readonly positive: string;
  readonly negative: string;
  readonly positives: number;
  readonly negatives: number;
  /** From 0 to 1 in hundredths. */
  readonly counts: readonly ThresholdCounts[];
  /**
   * As scikit-learn's `average_precision_score`: each gain in recall weighed by the precision at it, over every
   * distinct probability from the highest down. Null without a face labelled so.
   */
  readonly averagePrecision: number | null;
}

const steps = 100;

/** `labels` are 1 for the positive value, else 0; `probabilities` of the positive value; both of one length. */
export function sweepThresholds(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
): Omit<ThresholdSweep, 'positive' | 'negative'> {
  // Sorted as plain numbers: with a comparison of one's own that takes ten times as long.
  const all = probabilities.slice().sort();
  const positives = probabilities.filter((_, face) => labels[face] === 1).sort();
  const counts: ThresholdCounts[] = [];
  const [among, amongPositives] = [new Descent(all), new Descent(positives)];
  for (let step = steps; step >= 0; step -= 1) {
    const threshold = step / steps;
    const truePositives = amongPositives.countAbove(threshold);
    counts.push({ threshold, truePositives, falsePositives: among.countAbove(threshold) - truePositives });
  }
  return {
    positives: positives.length,
    negatives: all.length - positives.length,
    counts: counts.reverse(),
    averagePrecision: positives.length === 0 ? null : averagePrecision(all, positives),
  };
}

/** Counts what lies above a threshold that falls from call to call. */
class Descent {
  private above = 0;

  /** Ascending. */
  constructor(private readonly sorted: Float64Array) {}

  countAbove(threshold: number): number {
    const { sorted } = this;
    while (this.above < sorted.length && sorted[sorted.length - 1 - this.above]! > threshold) this.above += 1;
    return this.above;
  }
}

/** Both ascend. Faces of one probability stand or fall together. */
function averagePrecision(all: Float64Array, positives: Float64Array): number {
  let area = 0;
  let called = 0;
  let hits = 0;
  while (hits < positives.length) {
    const probability = positives[positives.length - 1 - hits]!;
    const before = hits;
    while (hits < positives.length && positives[positives.length - 1 - hits] === probability) hits += 1;
    while (called < all.length && all[all.length - 1 - called]! >= probability) called += 1;
    area += ((hits - before) / positives.length) * (hits / called);
  }
  return area;
}

export interface ThresholdScore {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly accuracy: number;
  /** Null where nothing was called positive. */
  readonly precision: number | null;
  /** Null where nothing is. */
  readonly recall: number | null;
  readonly f1: number;
}

export function scoreAtThreshold(
  { positives, negatives }: Pick<ThresholdSweep, 'positives' | 'negatives'>,
  { truePositives, falsePositives }: ThresholdCounts,
): ThresholdScore {
  const falseNegatives = positives - truePositives;
  const trueNegatives = negatives - falsePositives;
  const called = truePositives + falsePositives;
  const faces = positives + negatives;
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    accuracy: faces === 0 ? 0 : (truePositives + trueNegatives) / faces,
    precision: called === 0 ? null : truePositives / called,
    recall: positives === 0 ? null : truePositives / positives,
    f1: called + positives === 0 ? 0 : (2 * truePositives) / (called + positives),
  };
}
