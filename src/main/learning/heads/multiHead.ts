import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Calibration } from '@shared/learning/calibration';
import type { ConfusionMatrix, FaceOutputs, HeadOutputs, Metrics } from '@shared/learning/results';
import { fail } from '@shared/result';
import type { FaceTable } from '../faceTable';
import { calibratedOutputs } from './calibrate';
import { createHead } from './createHead';
import type { Head, HeadContext, Predictions } from './head';
import { requireTwoClasses } from './oneClass';
import { readTargets, requireLabels, type TargetReader } from './targets';

/** Logits by head name, each as `Head` wants them: [faces.count, logitsWidth], in the table's row order. */
export type LogitsByHead = Readonly<Record<string, Float32Array>>;

export interface MultiHeadEvaluation {
  /** Every head's metrics suffixed `/head`, and `loss`: the weighted sum of the heads' losses. */
  readonly metrics: Metrics;
  readonly confusion: Readonly<Record<string, ConfusionMatrix>>;
  readonly faces: FaceOutputs;
}

/** Several heads on one trunk, with L = Σ wᵢ·Lᵢ. */
export interface MultiHead {
  readonly heads: readonly Head[];
  readonly context: HeadContext;
  /** In the order of `heads`. */
  targetReaders(faces: FaceTable): TargetReader[];
  /** Fails with `head-without-labels` or `head-with-one-class` where a head finds nothing to learn in the whole table. */
  requireLabels(faces: FaceTable): void;
  predictions(logits: LogitsByHead, faces: FaceTable): Readonly<Record<string, Predictions>>;
  /** Probabilities are calibrated where the head is. */
  outputs(logits: LogitsByHead, faces: FaceTable, calibration?: Calibration): FaceOutputs;
  /** Metrics and losses are of the logits as they are; the faces' probabilities are calibrated where the head is. */
  evaluate(
    logits: LogitsByHead,
    faces: FaceTable,
    batchSize: number,
    calibration?: Calibration,
  ): MultiHeadEvaluation;
}

/** Fails with `bad-head` without a head or with two of one name, and as `createHead` does. */
export function createMultiHead(
  configurations: readonly HeadConfiguration[],
  context: HeadContext,
): MultiHead {
  requireDistinctNames(configurations);
  const heads = configurations.map((configuration) => createHead(configuration, context));
  return {
    heads,
    context,
    targetReaders: (faces) => heads.map((head) => head.targetReader(faces)),
    requireLabels(faces) {
      const targets = heads.map((head) => readTargets(head.targetReader(faces), faces, context));
      // A head that has nothing at all is told before one that has too little.
      heads.forEach((head, index) => requireLabels(head.name, targets[index]!));
      heads.forEach((head, index) => requireTwoClasses(head.configuration, targets[index]!, context));
    },
    predictions: (logits, faces) =>
      Object.fromEntries(heads.map((head) => [head.name, head.predictions(logitsOf(head, logits), faces)])),
    outputs: (logits, faces, calibration = {}) => ({
      count: faces.count,
      heads: Object.fromEntries(
        heads.map((head) => {
          const own = logitsOf(head, logits);
          return [head.name, calibratedOutputs(head, head.outputs(own, faces), own, faces, calibration)];
        }),
      ),
    }),
    evaluate(logits, faces, batchSize, calibration = {}) {
      const metrics: Record<string, number> = {};
      const confusion: Record<string, ConfusionMatrix> = {};
      const outputs: Record<string, HeadOutputs> = {};
      let loss = 0;
      for (const head of heads) {
        const own = logitsOf(head, logits);
        const evaluation = head.evaluate(own, faces, batchSize);
        for (const [name, value] of Object.entries(evaluation.metrics)) {
          metrics[`${name}/${head.name}`] = value;
        }
        loss += head.configuration.weight * (evaluation.metrics['loss'] ?? 0);
        if (evaluation.confusion) confusion[head.name] = evaluation.confusion;
        outputs[head.name] = calibratedOutputs(head, evaluation.outputs, own, faces, calibration);
      }
      return { metrics: { ...metrics, loss }, confusion, faces: { count: faces.count, heads: outputs } };
    },
  };
}

function requireDistinctNames(configurations: readonly HeadConfiguration[]): void {
  if (configurations.length === 0) fail('bad-head', 'A network needs at least one head.');
  const names = new Set<string>();
  for (const { name } of configurations) {
    if (name === '') fail('bad-head', 'A head needs a name: its metrics carry it.');
    if (names.has(name)) fail('bad-head', `Two heads are called "${name}"; each needs a name of its own.`);
    names.add(name);
  }
}

function logitsOf(head: Head, logits: LogitsByHead): Float32Array {
  const own = logits[head.name];
  if (own === undefined) throw new RangeError(`No logits for the head ${head.name}.`);
  return own;
}
