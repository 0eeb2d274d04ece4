/**
 * Areas under the ROC and the precision-recall curve as `tf.metrics.auc` computes them for TensorFlow's heads
 * (tensorflow/python/ops/metrics_impl.py; `num_thresholds=200`, `summation_method='careful_interpolation'`),
 * so that numbers can be compared: the curves are read at 200 thresholds evenly spaced in 0…1.
 */
const thresholdCount = 200;
/** The outermost thresholds lie just outside 0…1, so that 0 and 1 fall on their proper sides. */
const endpointMargin = 1e-7;
/** What TensorFlow adds against dividing by zero. */
const ratioEpsilon = 1e-6;

const thresholds: readonly number[] = Array.from({ length: thresholdCount }, (_, index) => {
  if (index === 0) return -endpointMargin;
  return index === thresholdCount - 1 ? 1 + endpointMargin : index / (thresholdCount - 1);
});

interface ThresholdCounts {
  /** Positive and negative labels scored above each threshold. */
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

export interface AreasUnderCurve {
  readonly roc: number;
  readonly precisionRecall: number;
}

/** `labels` are 0 or 1, `scores` in 0…1, equally many. */
export function areasUnderCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): AreasUnderCurve {
  const counts = countAtThresholds(labels, scores);
  return { roc: rocArea(counts), precisionRecall: precisionRecallArea(counts) };
}

function countAtThresholds(labels: ArrayLike<number>, scores: ArrayLike<number>): ThresholdCounts {
  const truePositives = new Float64Array(thresholdCount);
  const falsePositives = new Float64Array(thresholdCount);
  let positives = 0;
  for (let index = 0; index < labels.length; index += 1) {
    const counts = labels[index] === 1 ? truePositives : falsePositives;
    if (labels[index] === 1) positives += 1;
    const highest = highestThresholdBelow(scores[index]!);
    if (highest >= 0) counts[highest]! += 1;
  }
  // So far each score counts at the highest threshold below it; it is above all lower ones too.
  for (let index = thresholdCount - 2; index >= 0; index -= 1) {
    truePositives[index]! += truePositives[index + 1]!;
    falsePositives[index]! += falsePositives[index + 1]!;
  }
  return { truePositives, falsePositives, positives, negatives: labels.length - positives };
}

function highestThresholdBelow(score: number): number {
  let index = Math.min(thresholdCount - 1, Math.max(0, Math.ceil(score * (thresholdCount - 1))));
  while (index >= 0 && !(score > thresholds[index]!)) index -= 1;
  return index;
}

/** Trapezoids under the true positive rate over the false positive rate. */
function rocArea({ truePositives, falsePositives, positives, negatives }: ThresholdCounts): number {
  const rate = (index: number): { x: number; y: number } => ({
    x: falsePositives[index]! / (negatives + ratioEpsilon),
    y: (truePositives[index]! + ratioEpsilon) / (positives + ratioEpsilon),
  });
  let area = 0;
  for (let index = 0; index < thresholdCount - 1; index += 1) {
    const above = rate(index);
    const below = rate(index + 1);
    area += ((above.x - below.x) * (above.y + below.y)) / 2;
  }
  return area;
}

/**
 * Between two thresholds true and false positives vary linearly, and precision, their ratio, does not
 * (Davis & Goadrich, ICML 2006, section 4): the closed form of that integral.
 */
function precisionRecallArea({ truePositives, falsePositives, positives }: ThresholdCounts): number {
  if (positives === 0) return 0;
  let area = 0;
  for (let index = 0; index < thresholdCount - 1; index += 1) {
    const gained = truePositives[index]! - truePositives[index + 1]!;
    const predicted = truePositives[index]! + falsePositives[index]!;
    const predictedAbove = truePositives[index + 1]! + falsePositives[index + 1]!;
    if (predicted === predictedAbove) continue;
    const slope = gained / (predicted - predictedAbove);
    const intercept = truePositives[index + 1]! - slope * predictedAbove;
    const logRatio = predictedAbove > 0 ? Math.log(predicted / predictedAbove) : 0;
    area += (slope * (gained + intercept * logRatio)) / positives;
  }
  return area;
}
