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
  probabilities: ArrayLike<number>,
): Omit<ThresholdSweep, 'positive' | 'negative'> {
  const order = Array.from({ length: labels.length }, (_, index) => index);
  order.sort((first, second) => probabilities[second]! - probabilities[first]!);
  const positives = order.reduce((sum, index) => sum + (labels[index] === 1 ? 1 : 0), 0);
  const counts: ThresholdCounts[] = [];
  let at = 0;
  let truePositives = 0;
  for (let step = steps; step >= 0; step -= 1) {
    const threshold = step / steps;
    while (at < order.length && probabilities[order[at]!]! > threshold) {
      if (labels[order[at]!] === 1) truePositives += 1;
      at += 1;
    }
    counts.push({ threshold, truePositives, falsePositives: at - truePositives });
  }
  return {
    positives,
    negatives: labels.length - positives,
    counts: counts.reverse(),
    averagePrecision: positives === 0 ? null : averagePrecision(order, labels, probabilities, positives),
  };
}

function averagePrecision(
  order: readonly number[],
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  positives: number,
): number {
  let area = 0;
  let truePositives = 0;
  let gained = 0;
  order.forEach((face, place) => {
    if (labels[face] === 1) {
      truePositives += 1;
      gained += 1;
    }
    const next = order[place + 1];
    // Faces of one probability stand or fall together.
    if (next !== undefined && probabilities[next] === probabilities[face]) return;
    area += (gained / positives) * (truePositives / (place + 1));
    gained = 0;
  });
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
