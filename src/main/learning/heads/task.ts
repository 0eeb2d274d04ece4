import type { HeadConfiguration } from '@shared/learning/configuration';
import type { ConfusionMatrix, HeadOutputs, Metrics } from '@shared/learning/results';
import type { FaceTable } from '../faceTable';
import { elementLosses, faceMeans, summariseLosses } from './elementLosses';
import type { Head, HeadContext } from './head';
import { mirroredAnswers } from './mirroredAnswers';
import { readTargets, type HeadTargets } from './targets';

export interface Score {
  /** As `HeadOutputs.errors`. Shape [count]. */
  readonly errors: Float32Array;
  /** Without the losses, which every head has. */
  readonly metrics: Metrics;
  readonly confusion: ConfusionMatrix | null;
}

/** What one kind of head knows that the others do not. */
export interface Task extends Pick<
  Head,
  'logitsWidth' | 'loss' | 'targetReader' | 'predictions' | 'constantLogits'
> {
  /** As `HeadOutputs.values`: shape [count, width]. */
  values(logits: Float32Array, faces: FaceTable): { readonly width: number; readonly values: Float32Array };
  /** Called only where a face is labelled. */
  score(logits: Float32Array, targets: HeadTargets, faces: FaceTable): Score;
}

export function headOf(configuration: HeadConfiguration, context: HeadContext, task: Task): Head {
  const examine = (logits: Float32Array, faces: FaceTable) => {
    if (logits.length !== faces.count * task.logitsWidth) {
      throw new RangeError(
        `Head ${configuration.name} got ${logits.length} logits for ${faces.count} faces of ${task.logitsWidth}.`,
      );
    }
    const targets = readTargets(task.targetReader(faces), faces, context);
    const losses = elementLosses(task.loss, logits, targets);
    const score: Score =
      targets.labelledElements === 0
        ? { errors: new Float32Array(faces.count).fill(Number.NaN), metrics: {}, confusion: null }
        : task.score(logits, targets, faces);
    const outputs: HeadOutputs = {
      kind: configuration.kind,
      ...task.values(logits, faces),
      losses: faceMeans(losses, targets),
      errors: score.errors,
    };
    return { targets, losses, score, outputs };
  };
  return {
    name: configuration.name,
    configuration,
    logitsWidth: task.logitsWidth,
    mirrored: mirroredAnswers(configuration, context),
    loss: task.loss,
    targetReader: task.targetReader,
    predictions: task.predictions,
    constantLogits: task.constantLogits,
    outputs: (logits, faces) => examine(logits, faces).outputs,
    evaluate(logits, faces, batchSize) {
      const { targets, losses, score, outputs } = examine(logits, faces);
      if (targets.labelledElements === 0) return { metrics: {}, confusion: null, outputs };
      const { loss, averageLoss } = summariseLosses(losses, targets, batchSize);
      const metrics = { ...score.metrics, average_loss: averageLoss, loss };
      return { metrics, confusion: score.confusion, outputs };
    },
  };
}

/** Mean of each column over its labelled elements, 0 for one without any. Targets of one mask per number. */
export function columnMeans(targets: HeadTargets): Float64Array {
  const sums = new Float64Array(targets.targetWidth);
  const counts = new Float64Array(targets.targetWidth);
  targets.mask.forEach((labelled, element) => {
    const column = element % targets.targetWidth;
    sums[column]! += targets.values[element]!;
    counts[column]! += labelled;
  });
  return sums.map((sum, column) => (counts[column] ? sum / counts[column] : 0));
}

/** Log odds of each column's mean, with one label of each kind added so that they are finite. */
export function priorLogits(targets: HeadTargets): Float32Array {
  const labels = new Float64Array(targets.targetWidth).fill(2);
  const ones = new Float64Array(targets.targetWidth).fill(1);
  targets.mask.forEach((labelled, element) => {
    labels[element % targets.targetWidth]! += labelled;
    ones[element % targets.targetWidth]! += targets.values[element]!;
  });
  return Float32Array.from(ones, (count, column) => Math.log(count / (labels[column]! - count)));
}

/** The labelled elements of two arrays of shape [count, elementsPerFace], next to each other. */
export function labelledPairs(
  predictions: ArrayLike<number>,
  targets: HeadTargets,
): { readonly labels: Float64Array; readonly predictions: Float64Array } {
  const labelled: number[] = [];
  targets.mask.forEach((value, element) => {
    if (value > 0) labelled.push(element);
  });
  return {
    labels: Float64Array.from(labelled, (element) => targets.values[element]!),
    predictions: Float64Array.from(labelled, (element) => predictions[element]!),
  };
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
