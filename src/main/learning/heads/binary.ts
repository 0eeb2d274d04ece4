import type { HeadConfiguration } from '@shared/learning/configuration';
import { scoreBinary } from '@shared/metrics/binary';
import { fail } from '@shared/result';
import { headAttribute, numberReader, zeroOrOne } from './attributeTargets';
import type { HeadContext } from './head';
import { labelledPairs, priorLogits, sigmoid, type Task } from './task';

/** Yes or no by one logit: sigmoid cross-entropy; class 1 where the logit is above 0. */
export function binaryTask(configuration: HeadConfiguration, context: HeadContext): Task {
  const attribute = headAttribute(configuration, context, ['boolean', 'category']);
  const classes = attribute.values.map((value) => value.id);
  if (classes.length !== 2) {
    fail(
      'head-target-mismatch',
      `The binary head "${configuration.name}" needs an attribute of two values, and "${attribute.id}" has ` +
        `${classes.length}. Use the kind multi-class.`,
    );
  }
  const classOf = (logit: number): number => (logit > 0 ? 1 : 0);
  return {
    logitsWidth: 1,
    loss: { kind: 'sigmoid-cross-entropy' },
    targetReader: () => numberReader(configuration.name, attribute, 1, zeroOrOne),
    constantLogits: priorLogits,
    predictions(logits) {
      const logistic = logits.map(sigmoid);
      const classIds = Int32Array.from(logits, classOf);
      return {
        logits,
        logistic,
        probabilities: Float32Array.from({ length: logits.length * 2 }, (_, index) =>
          index % 2 === 1 ? logistic[index >> 1]! : sigmoid(-logits[index >> 1]!),
        ),
        class_ids: classIds,
        classes: Array.from(classIds, (id) => classes[id]!),
      };
    },
    values: (logits) => ({ width: 1, values: logits.map(sigmoid) }),
    score(logits, targets) {
      const pairs = labelledPairs(Float64Array.from(logits, sigmoid), targets);
      const score = scoreBinary(pairs.labels, pairs.predictions);
      return {
        errors: Float32Array.from(targets.mask, (labelled, face) => {
          if (labelled === 0) return Number.NaN;
          return classOf(logits[face]!) === targets.values[face] ? 0 : 1;
        }),
        metrics: {
          accuracy: score.accuracy,
          accuracy_baseline: score.accuracyBaseline,
          precision: score.precision,
          recall: score.recall,
          auc: score.auc,
          auc_precision_recall: score.aucPrecisionRecall,
          balanced_accuracy: score.balancedAccuracy,
          macro_f1: score.macroF1,
          'label/mean': score.labelMean,
          'prediction/mean': score.predictionMean,
        },
        confusion: { values: classes, counts: score.confusion },
      };
    },
  };
}
