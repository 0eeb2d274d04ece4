import { expect, it } from 'vitest';
import { solved, triangleOf } from '../../../../../src/main/learning/regression/positiveMatrix';
import { Random } from '../../../../../src/main/learning/random';

it('gives what the matrix makes the right side of', () => {
  const [width, columns] = [40, 3];
  const random = Random.fromSeed(1);
  const examples = Array.from({ length: 60 }, () => Array.from({ length: width }, () => random.normal()));
  const matrix = Float64Array.from({ length: width * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return examples.reduce(
      (sum, example) => sum + example[row]! * example[column]!,
      row === column ? 0.1 : 0,
    );
  });
  const right = Float64Array.from({ length: width * columns }, () => random.normal());
  const x = solved(triangleOf(matrix, width), width, right, columns);
  for (let row = 0; row < width; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let product = 0;
      for (let k = 0; k < width; k += 1) product += matrix[row * width + k]! * x[k * columns + column]!;
      expect(product).toBeCloseTo(right[row * columns + column]!, 8);
    }
  }
});
