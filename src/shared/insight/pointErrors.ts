import type { HeadColumns } from './headColumns';

/**
 * Error of each point of each face over the distance between the eyes, NaN where it cannot be told. Shape
 * [faces, points].
 */
export function pointErrorsOf({ faceIds, outputs, width, targets, targetWidth }: HeadColumns): Float64Array {
  const points = width / 2;
  const errors = new Float64Array(faceIds.length * points);
  for (let face = 0; face < faceIds.length; face += 1) {
    const normaliser = targets[face * targetWidth + targetWidth - 1]!;
    for (let point = 0; point < points; point += 1) {
      const dx = outputs[face * width + point * 2]! - targets[face * targetWidth + point * 2]!;
      const dy = outputs[face * width + point * 2 + 1]! - targets[face * targetWidth + point * 2 + 1]!;
      // NaN, where the point or an eye is not labelled, stays NaN.
      errors[face * points + point] = Math.hypot(dx, dy) / normaliser;
    }
  }
  return errors;
}
