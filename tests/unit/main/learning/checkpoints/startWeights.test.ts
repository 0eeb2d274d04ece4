import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  readStartWeights,
  writeStartWeights,
} from '../../../../../src/main/learning/checkpoints/startWeights';
import { temporaryRunFolder } from '../estimator/runFolder';

it('gives a run’s start back to the bit, and says when it is lost', () => {
  const folder = temporaryRunFolder();
  expect(readStartWeights(folder)).toBeNull();
  const weights = new Map([
    ['conv1/weights', Float32Array.of(0.1, -2, 3e-9)],
    ['dense/bias', Float32Array.of(7)],
  ]);
  writeStartWeights(folder, weights);
  expect(readStartWeights(folder)).toEqual(weights);
  writeFileSync(join(folder, 'start.weights'), 'nonsense');
  expect(() => readStartWeights(folder)).toThrow('cannot be read');
  writeStartWeights(folder, weights);
  truncateSync(join(folder, 'start.weights'), 60);
  expect(() => readStartWeights(folder)).toThrow('cannot be read');
});
