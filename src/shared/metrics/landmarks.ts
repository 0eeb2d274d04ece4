import { pointIndex, type LandmarkScheme } from '../domain/landmarkScheme';

/** A face whose mean error is above this share of the inter-ocular distance counts as a failure. */
export const failureThreshold = 0.1;
/** To be printed beside every landmark error. */
export const landmarkNormaliser = 'inter-ocular distance (between the eye centres)';

/** Points of faces, K a face. Coordinates in any one unit, shape [faces, K, 2]. */
export interface LandmarkComparison {
  readonly labels: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  /** Above 0 where a point is labelled. Shape [faces, K]. */
  readonly mask: ArrayLike<number>;
  /** In the coordinates' unit; NaN where a face has none. Shape [faces]. */
  readonly normalisers: ArrayLike<number>;
}

export interface LandmarkScore {
  /** Mean over scored faces of the face's error. */
  readonly nme: number;
  /** Share of scored faces with an error above `failureThreshold`. */
  readonly failureRate: number;
  /** Area under the cumulative error curve from 0 to `failureThreshold`, as a share of the whole. */
  readonly auc: number;
  /** Mean error of each point, NaN for a point that no scored face has. Shape [K]. */
  readonly perPoint: Float64Array;
  /** Mean error over a face's labelled points, NaN where it cannot be scored. Shape [faces]. */
  readonly perFace: Float64Array;
  readonly scoredFaces: number;
  /** Faces with a labelled point and no normaliser: they count nowhere else. */
  readonly facesWithoutNormaliser: number;
}

/** Errors are point-to-point distances over the face's normaliser. Means are NaN when no face can be scored. */
export function scoreLandmarks(comparison: LandmarkComparison): LandmarkScore {
  const { labels, predictions, mask, normalisers } = comparison;
  const faces = normalisers.length;
  const points = faces === 0 ? 0 : mask.length / faces;
  const perFace = new Float64Array(faces).fill(Number.NaN);
  const pointSums = new Float64Array(points);
  const pointCounts = new Float64Array(points);
  let facesWithoutNormaliser = 0;
  for (let face = 0; face < faces; face += 1) {
    const normaliser = normalisers[face]!;
    let sum = 0;
    let count = 0;
    for (let point = 0; point < points; point += 1) {
      const index = face * points + point;
      if (!(mask[index]! > 0)) continue;
      count += 1;
      if (!(normaliser > 0)) continue;
      const dx = predictions[index * 2]! - labels[index * 2]!;
      const dy = predictions[index * 2 + 1]! - labels[index * 2 + 1]!;
      const error = Math.hypot(dx, dy) / normaliser;
      sum += error;
      pointSums[point]! += error;
      pointCounts[point]! += 1;
    }
    if (count === 0) continue;
    if (normaliser > 0) perFace[face] = sum / count;
    else facesWithoutNormaliser += 1;
  }
  const errors = perFace.filter((error) => !Number.isNaN(error));
  return {
    nme: mean(errors),
    failureRate: mean(errors.map((error) => (error > failureThreshold ? 1 : 0))),
    // The curve is a sum of steps, so its area up to t is exactly the mean of max(0, t − error).
    auc: mean(errors.map((error) => Math.max(0, 1 - error / failureThreshold))),
    perPoint: pointSums.map((sum, point) => sum / pointCounts[point]!),
    perFace,
    scoredFaces: errors.length,
    facesWithoutNormaliser,
  };
}

/**
 * Distance between the eye centres, each the mean of the points that the scheme lists for the eye. NaN for a
 * face with an unlabelled one among them, or with both eyes in one place.
 * `points`: all of the scheme's, shape [faces, P, 2]; `visibility`: [faces, P]; result [faces].
 */
export function interOcularDistances(
  points: ArrayLike<number>,
  visibility: ArrayLike<number>,
  scheme: LandmarkScheme,
): Float64Array {
  const indexOf = pointIndex(scheme);
  const eyes = [scheme.eyes.left, scheme.eyes.right].map((eye) =>
    eye.map((id) => {
      const index = indexOf.get(id);
      if (index === undefined)
        throw new Error(`Scheme ${scheme.id} has an eye of ${id}, which is no point of it.`);
      return index;
    }),
  );
  const pointCount = scheme.points.length;
  const distances = new Float64Array(visibility.length / pointCount);
  for (let face = 0; face < distances.length; face += 1) {
    const [left, right] = eyes.map((eye) => centre(points, visibility, eye, face * pointCount));
    const distance = Math.hypot(left!.x - right!.x, left!.y - right!.y);
    distances[face] = distance > 0 ? distance : Number.NaN;
  }
  return distances;
}

function centre(
  points: ArrayLike<number>,
  visibility: ArrayLike<number>,
  eye: readonly number[],
  firstPoint: number,
): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (const index of eye) {
    const point = firstPoint + index;
    if (visibility[point] === 0) return { x: Number.NaN, y: Number.NaN };
    x += points[point * 2]!;
    y += points[point * 2 + 1]!;
  }
  return { x: x / eye.length, y: y / eye.length };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
