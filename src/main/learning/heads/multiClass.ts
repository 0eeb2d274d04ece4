import type { HeadConfiguration } from '@shared/learning/configuration';
import { confusionCounts, scoreConfusion } from '@shared/metrics/classification';
import { classReader, headAttribute } from './attributeTargets';
import type { HeadContext } from './head';
import { labelledPairs, type Task } from './task';

/** One of several classes: softmax cross-entropy. */
export function multiClassTask(configuration: HeadConfiguration, context: HeadContext): Task {
  const attribute = headAttribute(configuration, context, ['category', 'boolean']);
  const classes = attribute.values.map((value) => value.id);
  const width = classes.length;
  return {
    logitsWidth: width,
    loss: { kind: 'softmax-cross-entropy' },
    targetReader: () => classReader(configuration.name, attribute),
    /** Log frequencies, each class counted once more than seen so that none is minus infinity. */
    constantLogits(targets) {
      const counts = new Float64Array(width).fill(1);
      targets.values.forEach((value, index) => {
        counts[index % width]! += value;
      });
      return Float32Array.from(counts, (count) => Math.log(count / (targets.labelledFaces + width)));
    },
    predictions(logits) {
      const classIds = highestInRows(logits, width);
      return {
        logits,
        probabilities: softmaxRows(logits, width),
        class_ids: classIds,
        classes: Array.from(classIds, (id) => classes[id]!),
      };
    },
    values: (logits) => ({ width, values: softmaxRows(logits, width) }),
    score(logits, targets) {
      const predicted = highestInRows(logits, width);
      const labelled = { ...targets, values: Float32Array.from(highestInRows(targets.values, width)) };
      const pairs = labelledPairs(predicted, labelled);
      const counts = confusionCounts(pairs.labels, pairs.predictions, width);
      const score = scoreConfusion(counts);
      return {
        errors: Float32Array.from(targets.mask, (isLabelled, face) => {
          if (isLabelled === 0) return Number.NaN;
          return predicted[face] === labelled.values[face] ? 0 : 1;
        }),
        metrics: {
          accuracy: score.accuracy,
          balanced_accuracy: score.balancedAccuracy,
          macro_f1: score.macroF1,
        },
        confusion: { values: classes, counts },
      };
    },
  };
}

/** Index of each row's highest value, the first where several are. */
function highestInRows(values: Float32Array, width: number): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, row) => {
    let highest = 0;
    for (let column = 1; column < width; column += 1) {
      if (values[row * width + column]! > values[row * width + highest]!) highest = column;
    }
    return highest;
  });
}

function softmaxRows(logits: Float32Array, width: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    const row = logits.subarray(start, start + width);
    const highest = Math.max(...row);
    const powers = Array.from(row, (logit) => Math.exp(logit - highest));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return probabilities;
}
