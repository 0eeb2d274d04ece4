import type { Metrics } from '@shared/learning/results';
import { scoreRegression, type RegressionScore } from '@shared/metrics/regression';
import { faceMeans } from './elementLosses';
import type { Predictions } from './head';
import { labelledPairs, type Task } from './task';

/**
 * Heads that predict numbers through a link function: a regression (identity), a Poisson regression (exp), a
 * logistic regression (sigmoid). TensorFlow's RegressionHead with its `inverse_link_fn`.
 */
export function generalizedLinearTask(
  task: Pick<Task, 'loss' | 'targetReader' | 'logitsWidth' | 'constantLogits'>,
  inverseLink: ((logit: number) => number) | null,
  describe: (score: RegressionScore) => Metrics,
): Task {
  const predict = (logits: Float32Array): Float64Array =>
    Float64Array.from(logits, (logit) => (inverseLink === null ? logit : inverseLink(logit)));
  return {
    ...task,
    predictions(logits): Predictions {
      const predictions = Float32Array.from(predict(logits));
      return inverseLink === null ? { predictions } : { predictions, logits };
    },
    values: (logits) => ({ width: task.logitsWidth, values: Float32Array.from(predict(logits)) }),
    score(logits, targets) {
      const predictions = predict(logits);
      const pairs = labelledPairs(predictions, targets);
      const errors = predictions.map((prediction, element) =>
        Math.abs(prediction - targets.values[element]!),
      );
      return {
        errors: faceMeans(errors, targets),
        metrics: describe(scoreRegression(pairs.labels, pairs.predictions)),
        confusion: null,
      };
    },
  };
}
