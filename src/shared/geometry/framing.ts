import type { Box, Landmark } from '../domain/face';

/**
 * How AFLW's cropped images frame a face, measured on MTFL: the landmarks' extent (the larger of width and
 * height) is 0.348 of the crop's side, and their mean lies at (0.495, 0.495) of it.
 */
export const aflwFraming = { extentOfSide: 0.348, centreX: 0.495, centreY: 0.495 } as const;

export interface Framing {
  readonly extentOfSide: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** The square box that frames labelled points as `framing` says; null without two distinct points. */
export function boxAroundLandmarks(
  landmarks: readonly Landmark[],
  framing: Framing = aflwFraming,
): Box | null {
  const labelled = landmarks.filter((landmark) => landmark.visibility > 0);
  if (labelled.length === 0) return null;
  const xs = labelled.map((point) => point.x);
  const ys = labelled.map((point) => point.y);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (!(extent > 0)) return null;
  const side = extent / framing.extentOfSide;
  return {
    x: mean(xs) - framing.centreX * side,
    y: mean(ys) - framing.centreY * side,
    width: side,
    height: side,
    drawnBy: 'landmarks',
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
