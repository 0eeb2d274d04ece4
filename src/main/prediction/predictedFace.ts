import type { Point } from '@shared/domain/face';
import type { ImageSize, Region } from '../images/region';
import type { HeadForm, NamedHeadForm } from './headForms';
import type { FaceBox, LookedAt, OutcomeFace } from './pipeline/photoOutcome';
import { numbersByHead } from './predictedWord';

export interface PredictedPhoto {
  readonly file: string;
  readonly name: string;
  readonly image: ImageSize;
  /** SHA-256 of the file's bytes, in hex. */
  readonly contentHash: string;
  /** None where none was found. */
  readonly faces: readonly PredictedFace[];
}

export interface PredictedFace {
  /** Which of its photo's faces it is: 0 for the first, also where others of them are left out. */
  readonly indexInPhoto: number;
  /** What the network was shown, in pixels of the photo; may reach outside of it. */
  readonly region: Region;
  /** Null where the photo counts as one face. */
  readonly found: FaceBox | null;
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

/** A photo's outcome as a person understands it, by the forms of the heads whose numbers it has. */
export function predictedPhoto(
  { file, name }: { readonly file: string; readonly name: string },
  { image, contentHash, faces }: LookedAt,
  forms: readonly NamedHeadForm[],
): PredictedPhoto {
  const predicted = faces.map((face, indexInPhoto) => predictedFace({ ...face, indexInPhoto }, forms));
  return { file, name, image, contentHash, faces: predicted };
}

/** A face from the numbers that its heads say, one head after the other. */
export function predictedFace(
  { region, found, outputs, indexInPhoto }: OutcomeFace & Pick<PredictedFace, 'indexInPhoto'>,
  forms: readonly NamedHeadForm[],
): PredictedFace {
  const numbersOf = numbersByHead(forms)(outputs);
  const points = new Map<string, Point>();
  const values = new Map<string, PredictedValue>();
  for (const { head, form } of forms) {
    const numbers = numbersOf(head);
    if (form.kind === 'points') addPoints(points, form, numbers);
    else values.set(head, predictedValue(form, numbers));
  }
  return { indexInPhoto, region, found, points, values };
}

function addPoints(
  points: Map<string, Point>,
  { pointIds }: Extract<HeadForm, { kind: 'points' }>,
  numbers: Float32Array,
): void {
  for (const [index, id] of pointIds.entries()) {
    points.set(id, { x: numbers[index * 2]!, y: numbers[index * 2 + 1]! });
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
