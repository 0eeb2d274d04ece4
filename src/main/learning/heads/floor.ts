import type { Metrics } from '@shared/learning/results';
import type { FaceTable } from '../faceTable';
import type { LogitsByHead, MultiHead } from './multiHead';
import { readTargets } from './targets';

/**
 * What the best constant answer of the training faces scores on the evaluated ones, under the names of
 * `MultiHead.evaluate`: the majority class, the mean shape, the mean. Shown beside every result, as an
 * accuracy says little where one class is frequent.
 */
export function constantFloor(
  multiHead: MultiHead,
  training: FaceTable,
  evaluated: FaceTable,
  batchSize: number,
): Metrics {
  const logits: LogitsByHead = Object.fromEntries(
    multiHead.heads.map((head) => {
      const targets = readTargets(head.targetReader(training), training, multiHead.context);
      const constant = head.constantLogits(targets);
      const tiled = Float32Array.from(
        { length: evaluated.count * head.logitsWidth },
        (_, index) => constant[index % head.logitsWidth]!,
      );
      return [head.name, tiled];
    }),
  );
  return multiHead.evaluate(logits, evaluated, batchSize).metrics;
}
