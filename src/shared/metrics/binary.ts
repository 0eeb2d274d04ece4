import { areasUnderCurve } from './areaUnderCurve';
import { confusionCounts, scoreConfusion, type ClassificationScore } from './classification';

/** Metrics of TensorFlow's binary classification head, with ours for uneven classes. */
export interface BinaryScore extends ClassificationScore {
  /** Accuracy of always answering the evaluated faces' more frequent class. */
  readonly accuracyBaseline: number;
  /** Of class 1. */
  readonly precision: number;
  readonly recall: number;
  readonly auc: number;
  readonly aucPrecisionRecall: number;
  readonly labelMean: number;
  readonly predictionMean: number;
  /** counts[label][prediction]. */
  readonly confusion: readonly (readonly number[])[];
}

/** `labels` are 0 or 1; `probabilities` of class 1, at least one of each. A tie (0.5) is class 0. */
export function scoreBinary(labels: ArrayLike<number>, probabilities: ArrayLike<number>): BinaryScore {
  const predictions = Array.from(probabilities, (probability) => (probability > 0.5 ? 1 : 0));
  const confusion = confusionCounts(labels, predictions, 2);
  const score = scoreConfusion(confusion);
  const areas = areasUnderCurve(labels, probabilities);
  const labelMean = mean(labels);
  const positive = score.perClass[1]!;
  return {
    ...score,
    accuracyBaseline: Math.max(labelMean, 1 - labelMean),
    precision: positive.precision,
    recall: positive.recall,
    auc: areas.roc,
    aucPrecisionRecall: areas.precisionRecall,
    labelMean,
    predictionMean: mean(probabilities),
    confusion,
  };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  return sum / values.length;
}
