import type { LibraryTile } from '@shared/contract/library';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { pointSides, type PointSide } from '../annotate/points';

/** SVG paths of a tile's points in a square of 100: lines, and one path for each side's shape. */
export interface TileMarks {
  readonly lines: string;
  readonly shapes: Readonly<Record<PointSide, string>>;
}

const half = 1.7;
const shapeAt: Readonly<Record<PointSide, (x: number, y: number) => string>> = {
  left: (x, y) => `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`,
  right: (x, y) =>
    `M${x - half} ${y}a${half} ${half} 0 1 1 ${2 * half} 0a${half} ${half} 0 1 1 ${-2 * half} 0z`,
  middle: (x, y) => `M${x} ${y - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`,
};

/** How a scheme's points are drawn on tiles; made once a scheme. */
export function tileMarker(scheme: LandmarkScheme): (points: LibraryTile['points']) => TileMarks {
  const sides = pointSides(scheme);
  const indexOf = new Map(scheme.points.map(({ id }, index) => [id, index]));
  const edges = scheme.edges.map(([from, to]) => [indexOf.get(from) ?? -1, indexOf.get(to) ?? -1] as const);
  return (points) => {
    const shapes: Record<PointSide, string> = { left: '', right: '', middle: '' };
    points.forEach((point, index) => {
      const side = sides[index];
      if (point && side) shapes[side] += shapeAt[side](hundredths(point[0]), hundredths(point[1]));
    });
    let lines = '';
    for (const [from, to] of edges) {
      const [a, b] = [points[from], points[to]];
      if (a && b) {
        lines += `M${hundredths(a[0])} ${hundredths(a[1])}L${hundredths(b[0])} ${hundredths(b[1])}`;
      }
    }
    return { lines, shapes };
  };
}

/** A fraction of the tile in its hundred units, to a hundredth of them. */
function hundredths(fraction: number): number {
  return Math.round(fraction * 10_000) / 100;
}
