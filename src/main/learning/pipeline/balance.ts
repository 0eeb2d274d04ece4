import type { BalanceConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../faceTable';
import type { Random } from '../random';

/**
 * How often each face is drawn in an epoch, on average: 1 in the mean. What several attributes say is multiplied; an
 * attribute says nothing of faces without a label, or where it is not one number a face. Shape [faces.count].
 */
export function drawsByRow(balance: readonly BalanceConfiguration[], faces: FaceTable): Float64Array {
  const draws = new Float64Array(faces.count).fill(1);
  for (const each of balance) {
    const values = faces.attributes[each.attribute];
    if (values?.length === faces.count) multiplyDraws(draws, values, each.strength);
  }
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  return draws.map((draw) => draw / mean);
}

/** Multiplies by a mean of 1 over the labelled faces. */
function multiplyDraws(draws: Float64Array, values: Float32Array, strength: number): void {
  const facesOf = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) facesOf.set(value, (facesOf.get(value) ?? 0) + 1);
  const labelled = [...facesOf.values()].reduce((sum, faces) => sum + faces, 0);
  const weightOf = (value: number): number => (facesOf.get(value)! / labelled) ** -strength;
  const total = [...facesOf].reduce((sum, [value, faces]) => sum + faces * weightOf(value), 0);
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) draws[row]! *= (weightOf(value) * labelled) / total;
  });
}

/**
 * As many rows as there are, each about as often as `draws` says: as its share of a ruler, counted by equal marks from
 * a random start, so that no row is off by a whole draw (systematic resampling, Kitagawa 1996). In ascending order.
 */
export function drawnRows(draws: Float64Array, random: Random): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(draws.length);
  const scale = draws.length / draws.reduce((sum, draw) => sum + draw, 0);
  let mark = random.uniform();
  let end = 0;
  let place = 0;
  for (let row = 0; row < draws.length && place < rows.length; row += 1) {
    end += draws[row]! * scale;
    for (; mark < end && place < rows.length; mark += 1) {
      rows[place] = row;
      place += 1;
    }
  }
  // Rounding may leave the last mark beyond the ruler's end.
  rows.fill(draws.length - 1, place);
  return rows;
}
