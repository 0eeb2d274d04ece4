import type { HeadKind } from '../learning/configuration';

/** How a head's answers can be looked at, and what its numbers stand for. */
export type HeadForm =
  /** Landmarks in pixels of the original image, by the points' ids. */
  | { readonly form: 'points'; readonly points: readonly string[] }
  /** One of the attribute's values, by their ids in the order of the class index. */
  | ({ readonly form: 'choice'; readonly values: readonly string[] } & Calibrated)
  /** Any of the attribute's values. */
  | ({ readonly form: 'tags'; readonly values: readonly string[] } & Calibrated)
  /** Numbers, of which only the distance from the label is looked at. */
  | { readonly form: 'number' };

interface Calibrated {
  /** As `HeadOutputs.temperature`. */
  readonly temperature?: number;
}

/**
 * One head's word on every face of an evaluation, beside the labels that it was measured against. Columns rather
 * than objects: a hundred thousand faces are read and gone through in milliseconds.
 */
export interface HeadColumns {
  readonly kind: HeadKind;
  readonly form: HeadForm;
  /** Shape [faces]. */
  readonly faceIds: Int32Array;
  /** As `HeadOutputs.values`. Shape [faces, width]. */
  readonly width: number;
  readonly outputs: Float32Array;
  /**
   * Landmarks: x, y of each point in pixels of the original image, NaN where it is not labelled, and last the
   * distance between the eyes, NaN for a face without; a class index; 0 or 1 for each tag; a number. NaN where not
   * labelled. Shape [faces, targetWidth].
   */
  readonly targetWidth: number;
  readonly targets: Float32Array;
  /** NaN where the face has no label. Shape [faces]. */
  readonly losses: Float32Array;
  /** As `HeadOutputs.errors`. Shape [faces]. */
  readonly errors: Float32Array;
}

/** A face's row; −1 for one that was not evaluated. The ids ascend. */
export function rowOf({ faceIds }: HeadColumns, wanted: number): number {
  let low = 0;
  let high = faceIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (faceIds[middle]! === wanted) return middle;
    if (faceIds[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
