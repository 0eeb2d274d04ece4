/**
 * The lower triangle L with L·Lᵀ = `matrix`, which is symmetric and positive definite (Cholesky): a sixth of the work of an
 * inverse, and as good to solve with. Shape [width, width], zeros above the diagonal.
 */
export function triangleOf(matrix: ArrayLike<number>, width: number): Float64Array {
  const triangle = new Float64Array(width * width);
  for (let row = 0; row < width; row += 1) {
    const own = triangle.subarray(row * width, (row + 1) * width);
    for (let column = 0; column <= row; column += 1) {
      const other = triangle.subarray(column * width, (column + 1) * width);
      let rest = matrix[row * width + column]!;
      for (let index = 0; index < column; index += 1) rest -= own[index]! * other[index]!;
      own[column] = column === row ? Math.sqrt(rest) : rest / other[column]!;
    }
  }
  return triangle;
}

/**
 * The X with L·Lᵀ·X = `right`: forwards through the triangle, then backwards.
 *
 * @param right shape [width, columns], as what is returned.
 */
export function solved(
  triangle: Float64Array,
  width: number,
  right: ArrayLike<number>,
  columns: number,
): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < width; row += 1) {
    const own = triangle.subarray(row * width, (row + 1) * width);
    for (let column = 0; column < columns; column += 1) {
      let rest = x[row * columns + column]!;
      for (let index = 0; index < row; index += 1) rest -= own[index]! * x[index * columns + column]!;
      x[row * columns + column] = rest / own[row]!;
    }
  }
  for (let row = width - 1; row >= 0; row -= 1) {
    const own = triangle.subarray(row * width, (row + 1) * width);
    for (let column = 0; column < columns; column += 1) {
      const value = x[row * columns + column]! / own[row]!;
      x[row * columns + column] = value;
      // Its part in all that are still to be solved: along the triangle's row, which lies in one piece.
      for (let index = 0; index < row; index += 1) x[index * columns + column]! -= own[index]! * value;
    }
  }
  return x;
}
