import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { Random } from '../../../../../src/main/learning/random';
import { context } from './tinyRun';

/** Where the five points of a frontal face lie, as fractions of the crop; the image's left first. */
const frontal = [0.36, 0.4, 0.64, 0.42, 0.51, 0.52, 0.4, 0.64, 0.61, 0.65];
/** A colour of its own for each point: red, green and blue, and half and half. */
const colours = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [0, 255, 255],
] as const;
const deviationPx = 1.5;

/**
 * Faces of nothing but soft dots on black, one of each point's colour where the point is; `labelled` says which
 * are drawn. Crops of `sizePx` with a margin, at (100, 200) in images where they are twice as large.
 */
export function dotFaces(
  count: number,
  sizePx: number,
  marginPx: number,
  drawn: readonly number[],
  shapeOf: (points: readonly number[]) => readonly number[] = (points) => points,
): FaceTable {
  const random = Random.fromSeed(11, 'dots');
  const sidePx = sizePx + 2 * marginPx;
  const bytes = new Uint8Array(count * sidePx * sidePx * 3);
  const points = new Float32Array(count * frontal.length);
  for (let face = 0; face < count; face += 1) {
    const shape = shapeOf(frontal).map((value) => value + random.between(-0.03, 0.03));
    shape.forEach((value, index) => {
      points[face * shape.length + index] = (index % 2 === 0 ? 100 : 200) + value * 2 * sizePx;
    });
    for (const point of drawn) {
      const [x, y] = [shape[2 * point]!, shape[2 * point + 1]!].map((value) => marginPx + value * sizePx);
      for (let row = 0; row < sidePx; row += 1) {
        for (let column = 0; column < sidePx; column += 1) {
          const distance = Math.hypot(column + 0.5 - x!, row + 0.5 - y!) / deviationPx;
          const at = ((face * sidePx + row) * sidePx + column) * 3;
          colours[point]!.forEach((level, channel) => {
            bytes[at + channel]! = Math.max(
              bytes[at + channel]!,
              Math.round(level * Math.exp(-(distance ** 2) / 2)),
            );
          });
        }
      }
    }
  }
  return {
    count,
    faceIds: Int32Array.from({ length: count }, (_, row) => row + 1),
    crops: { bytes: { memory: bytes }, sidePx, marginPx },
    cropRows: Int32Array.from({ length: count }, (_, row) => row),
    points,
    visibility: new Uint8Array(count * context.scheme.points.length).fill(2),
    regions: Float32Array.from(
      { length: count * 4 },
      (_, index) => [100, 200, 2 * sizePx, 2 * sizePx][index % 4]!,
    ),
    attributes: { pose: Float32Array.from({ length: count }, (_, row) => row % 5) },
  };
}

/** Centre of a channel's brightness above its darkest pixel, as fractions of the picture. */
export function centreOf(pixels: Float32Array, sizePx: number, channel: number): { x: number; y: number } {
  let darkest = Number.POSITIVE_INFINITY;
  for (let pixel = channel; pixel < pixels.length; pixel += 3) darkest = Math.min(darkest, pixels[pixel]!);
  let [sum, x, y] = [0, 0, 0];
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      const value = pixels[(row * sizePx + column) * 3 + channel]! - darkest;
      sum += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  return { x: x / sum / sizePx, y: y / sum / sizePx };
}
