import type { PredictedFace } from '../predictedFace';

/**
 * How far a head's points are from their middle (root mean square), as a part of the side of what the network was shown. A
 * face whose points went together or astray has another one than most; null where there is but one point.
 */
export function pointSpread({ points, region }: PredictedFace, pointIds: readonly string[]): number | null {
  const placed = pointIds.flatMap((id) => points.get(id) ?? []);
  if (placed.length < 2) return null;
  const [x, y] = [mean(placed.map((point) => point.x)), mean(placed.map((point) => point.y))];
  const squares = placed.map((point) => (point.x - x) ** 2 + (point.y - y) ** 2);
  return Math.sqrt(mean(squares)) / Math.max(region.width, region.height);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
