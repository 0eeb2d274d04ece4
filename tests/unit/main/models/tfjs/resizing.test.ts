import { expect, it } from 'vitest';
import { interpolation } from '../../../../../src/main/models/tfjs/resizing';

it('weighs pixels by the distance of their centres, and repeats the edge', () => {
  expect(interpolation(2, 4)).toEqual({
    shape: [2, 4],
    values: Float32Array.of(1, 0.75, 0.25, 0, 0, 0.25, 0.75, 1),
  });
  expect(interpolation(4, 2)).toEqual({
    shape: [4, 2],
    values: Float32Array.of(0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5),
  });
});
