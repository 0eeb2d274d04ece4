import { expect, it } from 'vitest';
import { inverseOfPositive } from '../../../../../src/main/learning/teacher/positiveMatrix';
import { Random } from '../../../../../src/main/learning/random';

it('is what gives the identity, times the matrix', () => {
  const width = 40;
  const random = Random.fromSeed(1);
  const examples = Array.from({ length: 60 }, () => Array.from({ length: width }, () => random.normal()));
  const matrix = Float64Array.from({ length: width * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return examples.reduce(
      (sum, example) => sum + example[row]! * example[column]!,
      row === column ? 0.1 : 0,
    );
  });
  const inverse = inverseOfPositive(Float64Array.from(matrix), width);
  for (let row = 0; row < width; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let product = 0;
      for (let k = 0; k < width; k += 1) product += matrix[row * width + k]! * inverse[k * width + column]!;
      expect(product).toBeCloseTo(row === column ? 1 : 0, 8);
    }
  }
});
