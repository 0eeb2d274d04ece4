/**
 * The inverse of a symmetric positive definite matrix, by Gauss and Jordan's elimination, which needs no exchange of rows for
 * such a one. Shape [width, width], as `matrix`, which is overwritten.
 */
export function inverseOfPositive(matrix: Float64Array, width: number): Float64Array {
  for (let pivot = 0; pivot < width; pivot += 1) {
    const pivotRow = matrix.subarray(pivot * width, (pivot + 1) * width);
    const scale = 1 / pivotRow[pivot]!;
    pivotRow[pivot] = 1;
    for (let column = 0; column < width; column += 1) pivotRow[column]! *= scale;
    for (let row = 0; row < width; row += 1) {
      if (row === pivot) continue;
      const own = matrix.subarray(row * width, (row + 1) * width);
      const factor = own[pivot]!;
      own[pivot] = 0;
      for (let column = 0; column < width; column += 1) own[column]! -= factor * pivotRow[column]!;
    }
  }
  return matrix;
}
