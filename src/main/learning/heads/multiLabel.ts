import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import { areasUnderCurve } from '@shared/metrics/areaUnderCurve';
import { scoreBinary } from '@shared/metrics/binary';
import { headAttribute, numberReader, zeroOrOne } from './attributeTargets';
import { faceMeans } from './elementLosses';
import type { HeadContext } from './head';
import { labelledPairs, priorLogits, sigmoid, type Task } from './task';
import type { HeadTargets } from './targets';

/** Any number of tags: sigmoid cross-entropy per tag. */
export function multiLabelTask(configuration: HeadConfiguration, context: HeadContext): Task {
  const attribute = headAttribute(configuration, context, ['tags']);
  const tags = attribute.values.map((value) => value.id);
  const width = tags.length;
  return {
    logitsWidth: width,
    loss: { kind: 'sigmoid-cross-entropy' },
    targetReader: () => numberReader(configuration.name, attribute, width, zeroOrOne),
    constantLogits: priorLogits,
    predictions: (logits) => ({ logits, probabilities: logits.map(sigmoid) }),
    values: (logits) => ({ width, values: logits.map(sigmoid) }),
    score(logits, targets) {
      const probabilities = Float64Array.from(logits, sigmoid);
      const wrong = probabilities.map((probability, element) =>
        (probability > 0.5 ? 1 : 0) === targets.values[element] ? 0 : 1,
      );
      return {
        errors: faceMeans(wrong, targets),
        metrics: tagMetrics(tags, probabilities, targets),
        confusion: null,
      };
    },
  };
}

/** `auc` over all labels as one pool, as TensorFlow's MultiLabelHead has it; means are over the tags. */
function tagMetrics(tags: readonly string[], probabilities: Float64Array, targets: HeadTargets): Metrics {
  const pool = labelledPairs(probabilities, targets);
  const metrics: Record<string, number> = { auc: areasUnderCurve(pool.labels, pool.predictions).roc };
  const scores = tags.flatMap((tag, column) => {
    const isTag = (_: number, element: number): boolean => element % tags.length === column;
    const pairs = labelledPairs(probabilities.filter(isTag), {
      ...targets,
      values: targets.values.filter(isTag),
      mask: targets.mask.filter(isTag),
    });
    if (pairs.labels.length === 0) return [];
    const score = scoreBinary(pairs.labels, pairs.predictions);
    metrics[`precision/${tag}`] = score.precision;
    metrics[`recall/${tag}`] = score.recall;
    return [{ balancedAccuracy: score.balancedAccuracy, f1: score.perClass[1]!.f1 }];
  });
  metrics['balanced_accuracy'] =
    scores.reduce((sum, score) => sum + score.balancedAccuracy, 0) / scores.length;
  metrics['macro_f1'] = scores.reduce((sum, score) => sum + score.f1, 0) / scores.length;
  return metrics;
}
