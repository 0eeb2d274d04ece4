import { z } from 'zod';
import { choicesOf, probabilityOf } from './choices';
import type { HeadColumns } from './headColumns';
import { labelSuspicion } from './labelSuspicion';
import { pointErrorsOf } from './pointErrors';
import { isWithin } from './range';

const range = { above: z.number().optional(), upTo: z.number().optional() };

/**
 * What became of a face in an evaluation, by one head: a cell, a bar, a bin, a point of a chart. Every given condition
 * must hold; only faces that the head could be measured on are meant. Labels are those of the evaluation.
 */
export const outcomeSchema = z
  .object({
    /** Value ids. */
    label: z.string().optional(),
    predicted: z.string().optional(),
    wrong: z.boolean().optional(),
    /** Whether the label is to be doubted, see `labelSuspicion`. */
    suspect: z.boolean().optional(),
    /** Of the value that was chosen. */
    confidence: z.object(range).strict().optional(),
    /** Of one value, whichever was chosen. */
    probability: z
      .object({ of: z.string(), ...range })
      .strict()
      .optional(),
    /** In the head's own measure: of the eye distance for landmarks. */
    error: z.object(range).strict().optional(),
    pointError: z
      .object({ point: z.string(), ...range })
      .strict()
      .optional(),
    tag: z
      .object({ value: z.string(), label: z.boolean().optional(), predicted: z.boolean().optional() })
      .strict()
      .optional(),
  })
  .strict();
export type Outcome = z.infer<typeof outcomeSchema>;

type Condition = (face: number) => boolean;

/** Ids of the faces with that outcome; none where the head has nothing of the kind. */
export function facesWith(columns: HeadColumns, outcome: Outcome): Int32Array {
  const conditions = conditionsOf(columns, outcome);
  return columns.faceIds.filter(
    (_, face) => !Number.isNaN(columns.errors[face]!) && conditions.every((holds) => holds(face)),
  );
}

function conditionsOf(columns: HeadColumns, outcome: Outcome): Condition[] {
  const { errors } = columns;
  const { error, pointError, tag, suspect } = outcome;
  return [
    ...(suspect === undefined ? [] : [suspectCondition(columns, suspect)]),
    ...(error ? [(face: number) => isWithin(errors[face]!, error)] : []),
    ...choiceConditions(columns, outcome),
    ...(pointError ? [pointCondition(columns, pointError)] : []),
    ...(tag ? [tagCondition(columns, tag)] : []),
  ];
}

function choiceConditions(
  columns: HeadColumns,
  { label, predicted, wrong, confidence, probability }: Outcome,
): Condition[] {
  const { form, errors } = columns;
  if (form.form !== 'choice') {
    const asked = [label, predicted, confidence, probability].some((condition) => condition !== undefined);
    if (asked) return [() => false];
    return wrong === undefined ? [] : [(face) => errors[face]! > 0 === wrong];
  }
  if ([label, predicted, wrong, confidence, probability].every((condition) => condition === undefined)) {
    return [];
  }
  const choices = choicesOf(columns);
  const indexOf = (value: string): number => form.values.indexOf(value);
  const wanted = probability && indexOf(probability.of);
  return [
    ...(label === undefined ? [] : [isAt(choices.labels, indexOf(label))]),
    ...(predicted === undefined ? [] : [isAt(choices.predicted, indexOf(predicted))]),
    ...(wrong === undefined
      ? []
      : [(face: number) => (choices.labels[face] !== choices.predicted[face]) === wrong]),
    ...(confidence ? [(face: number) => isWithin(choices.confidence[face]!, confidence)] : []),
    ...(probability && wanted !== undefined
      ? [(face: number) => wanted >= 0 && isWithin(probabilityOf(columns, face, wanted), probability)]
      : []),
  ];
}

function suspectCondition(columns: HeadColumns, wanted: boolean): Condition {
  const { suspects } = labelSuspicion(columns);
  return (face) => (suspects[face] === 1) === wanted;
}

const isAt =
  (values: Int32Array, wanted: number): Condition =>
  (face) =>
    values[face] === wanted;

function pointCondition(
  columns: HeadColumns,
  { point, ...within }: NonNullable<Outcome['pointError']>,
): Condition {
  const { form, width } = columns;
  const index = form.form === 'points' ? form.points.indexOf(point) : -1;
  if (index < 0) return () => false;
  const errors = pointErrorsOf(columns);
  return (face) => {
    const error = errors[(face * width) / 2 + index]!;
    return !Number.isNaN(error) && isWithin(error, within);
  };
}

function tagCondition(
  { form, outputs, width, targets, targetWidth }: HeadColumns,
  { value, label, predicted }: NonNullable<Outcome['tag']>,
): Condition {
  const index = form.form === 'tags' ? form.values.indexOf(value) : -1;
  if (index < 0) return () => false;
  return (face) =>
    (label === undefined || (targets[face * targetWidth + index] === 1) === label) &&
    (predicted === undefined || outputs[face * width + index]! > 0.5 === predicted);
}

/**
 * How badly wrong a head is about each face, to rank by: where it chooses, a wrong choice by its confidence, a right
 * one below all wrong ones, the surest last; else its error. NaN where it could not be measured.
 */
export function mistakeRanks(columns: HeadColumns): Float64Array {
  const { form, errors } = columns;
  if (form.form !== 'choice') return Float64Array.from(errors);
  const { labels, predicted, confidence } = choicesOf(columns);
  return confidence.map((sure, face) => {
    if (Number.isNaN(errors[face]!)) return Number.NaN;
    return labels[face] === predicted[face] ? -sure : sure;
  });
}
