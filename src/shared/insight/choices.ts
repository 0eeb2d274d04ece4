import type { HeadColumns } from './headColumns';

/** What a head of classes was asked and what it chose, face by face. */
export interface Choices {
  /** Class index; −1 where the face has no label. */
  readonly labels: Int32Array;
  /** The class that the head chose. */
  readonly predicted: Int32Array;
  /** The probability of that class. */
  readonly confidence: Float64Array;
}

/** Decides as the heads do themselves: the likeliest value, the first of several; of two, yes above a half. */
export function choicesOf(columns: HeadColumns): Choices {
  const { faceIds, targets, targetWidth } = columns;
  const count = faceIds.length;
  const choices = {
    labels: new Int32Array(count),
    predicted: new Int32Array(count),
    confidence: new Float64Array(count),
  };
  for (let face = 0; face < count; face += 1) {
    const label = targets[face * targetWidth]!;
    choices.labels[face] = Number.isNaN(label) ? -1 : label;
    const predicted = likeliest(columns, face);
    choices.predicted[face] = predicted;
    choices.confidence[face] = probabilityOf(columns, face, predicted);
  }
  return choices;
}

/** What the head gives a class of a face, 0…1; a binary head says it of its second class only. */
export function probabilityOf({ kind, outputs, width }: HeadColumns, face: number, index: number): number {
  if (kind !== 'binary') return outputs[face * width + index]!;
  return index === 1 ? outputs[face * width]! : 1 - outputs[face * width]!;
}

function likeliest({ kind, outputs, width }: HeadColumns, face: number): number {
  if (kind === 'binary') return outputs[face * width]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let index = 1; index < width; index += 1) {
    if (outputs[face * width + index]! > outputs[face * width + best]!) best = index;
  }
  return best;
}
