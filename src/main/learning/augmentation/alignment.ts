import type { Affine } from './affine';

/** A face is not taken for one of another size than a framed one's by more than this factor: then the points are wrong. */
const largestMisfit = 2;

/** The zooms that an alignment may have, the least and the largest. */
export function zoomsOf(closer: number): readonly [number, number] {
  return [closer / largestMisfit, closer * largestMisfit];
}

/**
 * The turn, zoom and shift that bring points nearest to a shape, by least squares: Umeyama 1991, without reflection.
 *
 * @param points, shape [P, 2] as x, y, x, y, …, in fractions of the crop.
 * @param closer how many times larger the shape is than that of a framed face.
 * @returns null where the points have no extent, or one that no framed face has.
 */
export function alignmentOf(points: Float32Array, shape: ArrayLike<number>, closer = 1): Affine | null {
  const from = centreOf(points);
  const to = centreOf(shape);
  let spread = 0;
  let along = 0;
  let across = 0;
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index]! - from.x;
    const y = points[index + 1]! - from.y;
    const wantedX = shape[index]! - to.x;
    const wantedY = shape[index + 1]! - to.y;
    spread += x * x + y * y;
    along += x * wantedX + y * wantedY;
    across += x * wantedY - y * wantedX;
  }
  const cosine = along / spread;
  const sine = across / spread;
  const zoom = Math.hypot(cosine, sine);
  const [least, most] = zoomsOf(closer);
  if (!(zoom >= least && zoom <= most)) return null;
  return {
    xx: cosine,
    xy: -sine,
    x0: to.x - cosine * from.x + sine * from.y,
    yx: sine,
    yy: cosine,
    y0: to.y - sine * from.x - cosine * from.y,
  };
}

/** The shape, so many times larger about its middle. */
export function enlarged(shape: ArrayLike<number>, factor: number): Float32Array {
  const { x, y } = centreOf(shape);
  return Float32Array.from(shape, (value, index) => {
    const middle = index % 2 === 0 ? x : y;
    return middle + (value - middle) * factor;
  });
}

function centreOf(points: ArrayLike<number>): { readonly x: number; readonly y: number } {
  let x = 0;
  let y = 0;
  for (let index = 0; index + 1 < points.length; index += 2) {
    x += points[index]!;
    y += points[index + 1]!;
  }
  const count = points.length / 2;
  return { x: x / count, y: y / count };
}
