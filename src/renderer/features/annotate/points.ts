import { isLabelled, type Landmark, type Point } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { toStage, type Viewport } from './viewport';

/** The image's side of a point: told apart by shape (square, circle, diamond) and colour. */
export type PointSide = 'left' | 'right' | 'middle';

/** By point, in the scheme's order. A pair names its image-left point first. */
export function pointSides(scheme: LandmarkScheme): PointSide[] {
  const left = new Set(scheme.symmetricPairs.map(([first]) => first));
  const right = new Set(scheme.symmetricPairs.map(([, second]) => second));
  return scheme.points.map(({ id }) => (left.has(id) ? 'left' : right.has(id) ? 'right' : 'middle'));
}

/** Indices of the points that edges join, of those that are labelled. */
export function skeletonLines(
  scheme: LandmarkScheme,
  landmarks: readonly Landmark[],
): (readonly [number, number])[] {
  const indexOf = new Map(scheme.points.map(({ id }, index) => [id, index]));
  return scheme.edges
    .map(([from, to]) => [indexOf.get(from) ?? -1, indexOf.get(to) ?? -1] as const)
    .filter(([from, to]) => isLabelled(landmarks[from]) && isLabelled(landmarks[to]));
}

/** How near a pointer must come, in stage pixels. */
export const reachPx = 12;

/** The labelled point nearest to a place on the stage, within reach; the selected one wins a tie. */
export function pointAt(
  landmarks: readonly Landmark[],
  viewport: Viewport,
  at: Point,
  selected: number | null,
): number | null {
  let best: { index: number; distance: number } | null = null;
  landmarks.forEach((landmark, index) => {
    if (!isLabelled(landmark)) return;
    const place = toStage(viewport, landmark);
    const distance = Math.hypot(place.x - at.x, place.y - at.y) - (index === selected ? 1 : 0);
    if (distance <= reachPx && (best === null || distance < best.distance)) best = { index, distance };
  });
  return (best as { index: number } | null)?.index ?? null;
}

/** The next point without a place, from `after` on and around the end; null when all have one. */
export function nextMissing(landmarks: readonly Landmark[], after: number): number | null {
  for (let step = 1; step <= landmarks.length; step += 1) {
    const index = (after + step) % landmarks.length;
    if (!isLabelled(landmarks[index])) return index;
  }
  return null;
}

/** The point that Tab or Shift+Tab goes to, missing ones too; null past the ends, where Tab leaves the image. */
export function walked(count: number, selected: number | null, step: 1 | -1): number | null {
  const index = selected === null ? (step > 0 ? 0 : count - 1) : selected + step;
  return index >= 0 && index < count ? index : null;
}

/** A landmark moved, its visibility as before; one without a label becomes visible. Two decimals are kept. */
export function placedAt(before: Landmark | undefined, at: Point): Landmark {
  const visibility = before === undefined || before.visibility === 0 ? 2 : before.visibility;
  return { x: rounded(at.x), y: rounded(at.y), visibility };
}

/** A hundredth of a pixel is finer than any hand. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Kept on the image's pixels: a point is a place in the image. */
export function inImage(at: Point, width: number, height: number): Point {
  return { x: Math.min(width, Math.max(0, at.x)), y: Math.min(height, Math.max(0, at.y)) };
}
