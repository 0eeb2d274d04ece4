import type { Box, Point } from '@shared/domain/face';
import { areaOf, holds } from '@shared/geometry/overlap';

/** Another face of the photo on the stage. */
export interface OtherFace {
  readonly id: number;
  readonly box: Box | null;
}

/** Whose frame is drawn: one that is the whole image says nothing of where the face is. */
export function isFramed<Face extends OtherFace>(face: Face): face is Face & { readonly box: Box } {
  return face.box !== null && face.box.drawnBy !== 'image';
}

/** The other face that a place in the image belongs to: of several frames around it, `own` too, the smallest counts. */
export function otherFaceAt(others: readonly OtherFace[], own: Box | null, at: Point): number | null {
  const around = others.filter(isFramed).filter(({ box }) => holds(box, at));
  const [smallest] = around.toSorted((one, other) => areaOf(one.box) - areaOf(other.box));
  if (!smallest || (own !== null && holds(own, at) && areaOf(own) <= areaOf(smallest.box))) return null;
  return smallest.id;
}
