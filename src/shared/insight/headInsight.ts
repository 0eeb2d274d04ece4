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
  readonly calibration: InsightCalibration | null;
  /** Null unless there are two values. */
  readonly thresholds: ThresholdSweep | null;
}

export interface TagsInsight extends Measured {
  readonly form: 'tags';
  /** Faces on which every tag is right. */
  readonly right: number;
  readonly tags: readonly TagInsight[];
  /** Of all tags as one pool: how often a tag's yes or no is right, by how sure it is. */
  readonly reliability: Reliability;
  readonly calibration: InsightCalibration | null;
}

/** What the head's temperature has changed; null where it has none. */
export interface InsightCalibration {
  readonly temperature: number;
  /** How reliable the network's own probabilities are, those before the temperature. */
  readonly before: Reliability;
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
export const insightVersion = 2;

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
      const own = known(pointErrors, index, points.length);
      return { point, errors: summarizeErrors(own), failures: countAbove(own, failureThreshold) };
    }),
  };
}

function choiceInsight(columns: HeadColumns, values: readonly string[]): Omit<ChoiceInsight, keyof Measured> {
  const rows = measuredRows(columns);
  const { labels, predicted, confidence } = picked(choicesOf(columns), rows);
  const confusion = confusionCounts(labels, predicted, values.length);
  const isRight = labels.map((label, face) => (label === predicted[face] ? 1 : 0));
  return {
    form: 'choice',
    values,
    confusion,
    score: scoreConfusion(confusion),
    mistakes: isRight.length - isRight.reduce((sum, right) => sum + right, 0),
    reliability: reliabilityOf(confidence, isRight),
    calibration: choiceCalibration(columns, rows, isRight),
    thresholds: values.length === 2 ? twoValues(columns, values, rows, labels) : null,
  };
}

function choiceCalibration(
  columns: HeadColumns,
  rows: Int32Array,
  isRight: Int32Array,
): InsightCalibration | null {
  const { form } = columns;
  if (form.form !== 'choice' || form.temperature === undefined) return null;
  const { temperature } = form;
  const shares = Array.from(rows, (row) => {
    const powers = form.values.map((_, value) => probabilityOf(columns, row, value) ** temperature);
    const sum = powers.reduce((total, power) => total + power, 0);
    return Math.max(...powers) / sum;
  });
  return { temperature, before: reliabilityOf(shares, isRight) };
}

function twoValues(
  columns: HeadColumns,
  values: readonly string[],
  rows: Int32Array,
  labels: Int32Array,
): ThresholdSweep {
  const probabilities = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    probabilities[place] = probabilityOf(columns, rows[place]!, 1);
  }
  return { negative: values[0]!, positive: values[1]!, ...sweepThresholds(labels, probabilities) };
}

/** Rows of the faces that the head could be measured on. */
function measuredRows({ errors }: HeadColumns): Int32Array {
  const rows = new Int32Array(errors.length);
  let count = 0;
  for (let row = 0; row < errors.length; row += 1) if (!Number.isNaN(errors[row]!)) rows[count++] = row;
  return rows.subarray(0, count);
}

function picked(choices: Choices, rows: Int32Array): Choices {
  const some = {
    labels: new Int32Array(rows.length),
    predicted: new Int32Array(rows.length),
    confidence: new Float64Array(rows.length),
  };
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    some.labels[place] = choices.labels[row]!;
    some.predicted[place] = choices.predicted[row]!;
    some.confidence[place] = choices.confidence[row]!;
  }
  return some;
}

function tagsInsight(
  { form, faceIds, outputs, width, targets, targetWidth, errors }: HeadColumns,
  values: readonly string[],
): Omit<TagsInsight, keyof Measured> {
  const tags = values.map((value) => ({
    value,
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
  }));
  const sure: number[] = [];
  const isRight: boolean[] = [];
  for (let face = 0; face < faceIds.length; face += 1) {
    if (Number.isNaN(errors[face]!)) continue;
    tags.forEach((tag, index) => {
      const isSo = targets[face * targetWidth + index] === 1;
      const share = outputs[face * width + index]!;
      const isSaid = share > 0.5;
      sure.push(Math.max(share, 1 - share));
      isRight.push(isSo === isSaid);
      if (isSaid) tag[isSo ? 'truePositives' : 'falsePositives'] += 1;
      else tag[isSo ? 'falseNegatives' : 'trueNegatives'] += 1;
    });
  }
  const temperature = form.form === 'tags' ? form.temperature : undefined;
  return {
    form: 'tags',
    right: known(errors).filter((error) => error === 0).length,
    tags,
    reliability: reliabilityOf(sure, isRight),
    calibration:
      temperature === undefined
        ? null
        : {
            temperature,
            before: reliabilityOf(
              sure.map((share) => ofTwo(share, temperature)),
              isRight,
            ),
          },
  };
}

/** The likelier of two at the network's own temperature, from its probability at another. */
function ofTwo(share: number, temperature: number): number {
  return share ** temperature / (share ** temperature + (1 - share) ** temperature);
}

/** Every `step`-th of them from `start` on, without those that could not be measured. */
function known(errors: Float32Array | Float64Array, start = 0, step = 1): Float64Array {
  const found = new Float64Array(Math.ceil(errors.length / step));
  let count = 0;
  for (let place = start; place < errors.length; place += step) {
    if (!Number.isNaN(errors[place]!)) found[count++] = errors[place]!;
  }
  return found.subarray(0, count);
}

function countAbove(errors: Float64Array, threshold: number): number {
  return errors.reduce((count, error) => count + (error > threshold ? 1 : 0), 0);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
