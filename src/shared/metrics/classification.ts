/**
 * Metrics of a classifier, all from its confusion counts. A ratio whose denominator is 0 is 0, as in
 * TensorFlow's metrics and scikit-learn.
 */
export interface ClassScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Faces labelled with this class. */
  readonly support: number;
}

export interface ClassificationScore {
  readonly accuracy: number;
  /** Mean recall over the classes that have a label: a constant answer scores 1 / classes. */
  readonly balancedAccuracy: number;
  /** Mean F1 over the classes that are labelled or predicted at least once. */
  readonly macroF1: number;
  readonly perClass: readonly ClassScore[];
}

/** Counts[label][prediction]. `labels` and `predictions` are class indices below `classes`, equally many. */
export function confusionCounts(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let index = 0; index < labels.length; index += 1) {
    const row = counts[labels[index]!];
    const prediction = predictions[index]!;
    if (row?.[prediction] === undefined) {
      throw new RangeError(
        `Label ${labels[index]} or prediction ${prediction} is not one of ${classes} classes.`,
      );
    }
    row[prediction] += 1;
  }
  return counts;
}

export function scoreConfusion(counts: readonly (readonly number[])[]): ClassificationScore {
  const predicted = counts.map((_, column) => sum(counts.map((row) => row[column]!)));
  const perClass = counts.map((row, index): ClassScore => {
    const support = sum(row);
    const hits = row[index]!;
    return {
      precision: ratio(hits, predicted[index]!),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + predicted[index]!),
      support,
    };
  });
  const total = sum(perClass.map((score) => score.support));
  const labelled = perClass.filter((score) => score.support > 0);
  const seen = perClass.filter((score, index) => score.support + predicted[index]! > 0);
  return {
    accuracy: ratio(sum(counts.map((row, index) => row[index]!)), total),
    balancedAccuracy: ratio(sum(labelled.map((score) => score.recall)), labelled.length),
    macroF1: ratio(sum(seen.map((score) => score.f1)), seen.length),
    perClass,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
