import { confusionCounts, scoreConfusion, type ClassificationScore } from '../metrics/classification';
import { failureThreshold } from '../metrics/landmarks';
import { choicesOf, probabilityOf, type Choices } from './choices';
import { summarizeErrors, type ErrorSummary } from './errorSummary';
import type { HeadColumns } from './headColumns';
import { pointErrorsOf } from './pointErrors';
import { reliabilityOf, type Reliability } from './reliability';
import { sweepThresholds, type ThresholdSweep } from './thresholds';

/** Faces of the evaluation that the head could be measured on, and those it could not. */
interface Measured {
  readonly faces: number;
  readonly unlabelled: number;
}

export interface PointsInsight extends Measured {
  readonly form: 'points';
  /** Means over the measured faces, as `scoreLandmarks` has them. */
  readonly nme: number;
  readonly failureRate: number;
  readonly auc: number;
  readonly failureThreshold: number;
  readonly failures: number;
  /** Of the faces' mean errors, over the distance between the eyes. */
  readonly errors: ErrorSummary;
  readonly points: readonly PointInsight[];
}

/** One point's errors over the distance between the eyes. */
export interface PointInsight {
  readonly point: string;
  /** Null for a point that no measured face has. */
  readonly errors: ErrorSummary | null;
  /** Faces whose error of this point alone is above the failure threshold. */
  readonly failures: number;
}

export interface ChoiceInsight extends Measured {
  readonly form: 'choice';
  readonly values: readonly string[];
  /** counts[label][predicted]. */
  readonly confusion: readonly (readonly number[])[];
  readonly score: ClassificationScore;
  readonly mistakes: number;
  readonly reliability: Reliability;
  /** Null unless there are two values. */
  readonly thresholds: ThresholdSweep | null;
}

export interface TagsInsight extends Measured {
  readonly form: 'tags';
  /** Faces on which every tag is right. */
  readonly right: number;
  readonly tags: readonly TagInsight[];
}

export interface TagInsight {
  readonly value: string;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export interface NumberInsight extends Measured {
  readonly form: 'number';
  /** Distances from the label, in the label's unit; the mean is the mean absolute error. */
  readonly errors: ErrorSummary;
}

export type MeasuredInsight = PointsInsight | ChoiceInsight | TagsInsight | NumberInsight;
/** `none`: no face of the evaluation has a label for the head. */
export type HeadInsight = MeasuredInsight | ({ readonly form: 'none' } & Measured);

/** To be raised when the same columns would give another insight than before: what is cached is then made anew. */
export const insightVersion = 1;

/** Everything that is shown of one head of an evaluation. */
export function insightOf(columns: HeadColumns): HeadInsight {
  const measured = columns.errors.reduce((count, error) => count + (Number.isNaN(error) ? 0 : 1), 0);
  const counts = { faces: measured, unlabelled: columns.errors.length - measured };
  if (measured === 0) return { form: 'none', ...counts };
  switch (columns.form.form) {
    case 'points':
      return { ...counts, ...pointsInsight(columns, columns.form.points) };
    case 'choice':
      return { ...counts, ...choiceInsight(columns, columns.form.values) };
    case 'tags':
      return { ...counts, ...tagsInsight(columns, columns.form.values) };
    case 'number':
      return { ...counts, form: 'number', errors: summarizeErrors(known(columns.errors))! };
  }
}

function pointsInsight(columns: HeadColumns, points: readonly string[]): Omit<PointsInsight, keyof Measured> {
  const faceErrors = known(columns.errors);
  const failures = countAbove(faceErrors, failureThreshold);
  const pointErrors = pointErrorsOf(columns);
  const errors = summarizeErrors(faceErrors)!;
  return {
    form: 'points',
    nme: errors.mean,
    failureRate: failures / faceErrors.length,
    auc: mean(faceErrors.map((error) => Math.max(0, 1 - error / failureThreshold))),
    failureThreshold,
    failures,
    errors,
    points: points.map((point, index) => {
      const own = known(pointErrors.filter((_, place) => place % points.length === index));
      return { point, errors: summarizeErrors(own), failures: countAbove(own, failureThreshold) };
    }),
  };
}

function choiceInsight(columns: HeadColumns, values: readonly string[]): Omit<ChoiceInsight, keyof Measured> {
  const { labels, predicted, confidence } = labelledOnly(choicesOf(columns), columns);
  const confusion = confusionCounts(labels, predicted, values.length);
  const isRight = labels.map((label, face) => (label === predicted[face] ? 1 : 0));
  return {
    form: 'choice',
    values,
    confusion,
    score: scoreConfusion(confusion),
    mistakes: isRight.length - isRight.reduce((sum, right) => sum + right, 0),
    reliability: reliabilityOf(confidence, isRight),
    thresholds: values.length === 2 ? twoValues(columns, values) : null,
  };
}

function twoValues(columns: HeadColumns, values: readonly string[]): ThresholdSweep {
  const { labels } = choicesOf(columns);
  const probabilities = Float64Array.from(labels, (_, face) => probabilityOf(columns, face, 1));
  const isMeasured = (_: number, face: number): boolean => !Number.isNaN(columns.errors[face]!);
  return {
    negative: values[0]!,
    positive: values[1]!,
    ...sweepThresholds(labels.filter(isMeasured), probabilities.filter(isMeasured)),
  };
}

function labelledOnly({ labels, predicted, confidence }: Choices, { errors }: HeadColumns): Choices {
  const isMeasured = (_: number, face: number): boolean => !Number.isNaN(errors[face]!);
  return {
    labels: labels.filter(isMeasured),
    predicted: predicted.filter(isMeasured),
    confidence: confidence.filter(isMeasured),
  };
}

function tagsInsight(
  { faceIds, outputs, width, targets, targetWidth, errors }: HeadColumns,
  values: readonly string[],
): Omit<TagsInsight, keyof Measured> {
  const tags = values.map((value) => ({
    value,
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
  }));
  for (let face = 0; face < faceIds.length; face += 1) {
    if (Number.isNaN(errors[face]!)) continue;
    tags.forEach((tag, index) => {
      const isSo = targets[face * targetWidth + index] === 1;
      const isSaid = outputs[face * width + index]! > 0.5;
      if (isSaid) tag[isSo ? 'truePositives' : 'falsePositives'] += 1;
      else tag[isSo ? 'falseNegatives' : 'trueNegatives'] += 1;
    });
  }
  return { form: 'tags', right: known(errors).filter((error) => error === 0).length, tags };
}

function known(errors: Float32Array | Float64Array): Float64Array {
  return Float64Array.from(errors as ArrayLike<number>).filter((error) => !Number.isNaN(error));
}

function countAbove(errors: Float64Array, threshold: number): number {
  return errors.reduce((count, error) => count + (error > threshold ? 1 : 0), 0);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
