import type { Landmark } from '@shared/domain/face';
import { mirrorPermutation, pointIndex, type LandmarkScheme } from '@shared/domain/landmarkScheme';

/** Fewer faces tell nothing: one may be upside down. */
const fewest = 3;

/**
 * Counts the faces whose left eye lies right of their right eye: the project's left is the image's, and many tools
 * mean the person's. `swapped` where two thirds of the faces with both eyes speak for it.
 */
export class SidesCheck {
  private readonly left: readonly number[];
  private readonly right: readonly number[];
  private judged = 0;
  private reversed = 0;

  constructor(scheme: LandmarkScheme) {
    const indexOf = pointIndex(scheme);
    this.left = scheme.eyes.left.map((id) => indexOf.get(id)!);
    this.right = scheme.eyes.right.map((id) => indexOf.get(id)!);
  }

  add(landmarks: readonly Landmark[]): void {
    const [left, right] = [meanX(landmarks, this.left), meanX(landmarks, this.right)];
    if (left === null || right === null || left === right) return;
    this.judged += 1;
    if (left > right) this.reversed += 1;
  }

  get swapped(): { readonly faces: number; readonly of: number } | null {
    const isSwapped = this.judged >= fewest && this.reversed * 3 >= this.judged * 2;
    return isSwapped ? { faces: this.reversed, of: this.judged } : null;
  }
}

/** Null unless every one of the points is labelled. */
function meanX(landmarks: readonly Landmark[], places: readonly number[]): number | null {
  let sum = 0;
  for (const place of places) {
    const point = landmarks[place];
    if (!point || point.visibility === 0) return null;
    sum += point.x;
  }
  return sum / places.length;
}

/** Left becomes right in every symmetric pair. */
export function swapSides(scheme: LandmarkScheme, landmarks: readonly Landmark[]): Landmark[] {
  return mirrorPermutation(scheme).map((partner) => landmarks[partner]!);
}
