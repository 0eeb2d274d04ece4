import type { Point } from '@shared/domain/face';
import type { FaceOutputs } from '@shared/learning/results';
import type { ImageSize, Region } from '../images/region';
import type { HeadForm, NamedHeadForm } from './headForms';

export interface PredictedPhoto {
  readonly file: string;
  readonly name: string;
  readonly image: ImageSize;
  /** One today: its whole photo. A finder of faces would make it any number. */
  readonly faces: readonly PredictedFace[];
}

export interface PredictedFace {
  /** What the network was shown, in pixels of the photo; may reach outside of it. */
  readonly region: Region;
  /** By point id, in pixels of the photo (0-based, a pixel's centre at +0.5). */
  readonly points: ReadonlyMap<string, Point>;
  /** By head, for those that predict something else than points. */
  readonly values: ReadonlyMap<string, PredictedValue>;
}

export type PredictedValue =
  | {
      readonly kind: 'class';
      /** The likeliest value's id and its probability. */
      readonly value: string;
      readonly confidence: number;
      readonly probabilities: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'tags';
      /** Ids of the tags that are likelier than not. */
      readonly values: readonly string[];
      readonly probabilities: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'numbers'; readonly numbers: Readonly<Record<string, number>> };

/** One row of what the engine answered, as a person understands it. */
export function predictedFace(
  outputs: FaceOutputs,
  row: number,
  region: Region,
  forms: readonly NamedHeadForm[],
): PredictedFace {
  return understood(region, forms, (head) => {
    const output = outputs.heads[head];
    if (!output) throw new Error(`The engine answered nothing for the head ${head}.`);
    return output.values.subarray(row * output.width, (row + 1) * output.width);
  });
}

/** The same from the numbers that each head says of the face. */
export function understood(
  region: Region,
  forms: readonly NamedHeadForm[],
  numbersOf: (head: string) => Float32Array,
): PredictedFace {
  const points = new Map<string, Point>();
  const values = new Map<string, PredictedValue>();
  for (const { head, form } of forms) {
    const numbers = numbersOf(head);
    if (form.kind === 'points') addPoints(points, form, numbers, region);
    else values.set(head, predictedValue(form, numbers));
  }
  return { region, points, values };
}

function addPoints(
  points: Map<string, Point>,
  { pointIds, unit }: Extract<HeadForm, { kind: 'points' }>,
  numbers: Float32Array,
  region: Region,
): void {
  for (const [index, id] of pointIds.entries()) {
    const [x, y] = [numbers[index * 2]!, numbers[index * 2 + 1]!];
    const inPixels = { x: region.x + x * region.width, y: region.y + y * region.height };
    points.set(id, unit === 'pixels' ? { x, y } : inPixels);
  }
}

function predictedValue(form: Exclude<HeadForm, { kind: 'points' }>, numbers: Float32Array): PredictedValue {
  if (form.kind === 'numbers') {
    return { kind: 'numbers', numbers: named(form.names, numbers) };
  }
  const ids = form.values.map((value) => value.id);
  if (form.kind === 'tags') {
    const values = ids.filter((_, index) => numbers[index]! > 0.5);
    return { kind: 'tags', values, probabilities: named(ids, numbers) };
  }
  const shares = form.single ? Float32Array.of(1 - numbers[0]!, numbers[0]!) : numbers;
  const likeliest = shares.reduce((best, share, index) => (share > shares[best]! ? index : best), 0);
  return {
    kind: 'class',
    value: ids[likeliest] ?? String(likeliest),
    confidence: shares[likeliest]!,
    probabilities: named(ids, shares),
  };
}

function named(names: readonly string[], numbers: Float32Array): Record<string, number> {
  return Object.fromEntries(names.map((name, index) => [name, numbers[index] ?? Number.NaN]));
}
