export interface RegressionScore {
  /** Root of the mean squared error over all elements. */
  readonly rmse: number;
  readonly labelMean: number;
  readonly predictionMean: number;
}

/** `labels` and `predictions` are equally many numbers, at least one, in the same unit. */
export function scoreRegression(labels: ArrayLike<number>, predictions: ArrayLike<number>): RegressionScore {
  let squares = 0;
  let labelSum = 0;
  let predictionSum = 0;
  for (let index = 0; index < labels.length; index += 1) {
    squares += (predictions[index]! - labels[index]!) ** 2;
    labelSum += labels[index]!;
    predictionSum += predictions[index]!;
  }
  return {
    rmse: Math.sqrt(squares / labels.length),
    labelMean: labelSum / labels.length,
    predictionMean: predictionSum / labels.length,
  };
}
