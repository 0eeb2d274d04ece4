import type { Sight } from './sightCache';

/** How far from the mean, in standard deviations, a number counts at most: a face turned away must not tell everything. */
const furthest = 5;

/** Numbers a face, the last of them 1. */
export interface SightInputs {
  readonly width: number;
  /** Shape [sights, width]. */
  readonly values: Float32Array;
}

/**
 * What a regression reads of sights, each with a mesh: its points, freed of place and size, and the features; each number with a
 * mean of 0 and a deviation of 1, and a 1 for the bias.
 */
export function sightInputs(sights: readonly Sight[]): SightInputs {
  const rows = sights.map(({ points, features }) => [...freed(points), ...features]);
  const width = (rows[0]?.length ?? 0) + 1;
  const values = new Float32Array(rows.length * width).fill(1);
  for (let column = 0; column < width - 1; column += 1) {
    const mean = rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / rows.length;
    const deviation = Math.sqrt(variance);
    rows.forEach((row, index) => {
      const scaled = deviation > 0 ? (row[column]! - mean) / deviation : 0;
      values[index * width + column] = Math.max(-furthest, Math.min(furthest, scaled));
    });
  }
  return { width, values };
}

/** With their middle at 0 and a mean square distance of 1 from it. */
function freed(points: Float32Array): number[] {
  const count = points.length / 2;
  const middle = [0, 0];
  points.forEach((value, index) => {
    middle[index % 2]! += value / count;
  });
  const around = Array.from(points, (value, index) => value - middle[index % 2]!);
  const size = Math.sqrt(around.reduce((sum, value) => sum + value * value, 0) / count);
  return around.map((value) => value / (size || 1));
}
