import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { dropOut } from '../../../../../src/main/learning/layers/dropout';
import { backendNames, onBackend } from '../backends/startedBackends';

const ones = (rows: number, columns: number): tf.Tensor2D => tf.ones([rows, columns]);
const dropped = (rate: number, seed: number): Float32Array =>
  tf.tidy(() => dropOut(ones(200, 256), rate, seed).dataSync<'float32'>());

describe.each(backendNames)('dropOut on %s', (backend) => {
  it('drops its share, and scales the rest so that the mean stays', async () => {
    await onBackend(backend, () => {
      const values = dropped(0.3, 1);
      const kept = values.filter((value) => value !== 0);
      expect(kept.every((value) => Math.abs(value - 1 / 0.7) < 1e-6)).toBe(true);
      expect(Math.abs(kept.length / values.length - 0.7)).toBeLessThan(0.01);
    });
  });

  it('gives a dropped value no gradient, and a kept one its scale', async () => {
    await onBackend(backend, () =>
      tf.tidy(() => {
        const input = ones(4, 8);
        const gradient = tf.grad((values) => dropOut(values as tf.Tensor2D, 0.5, 3))(input);
        expect(gradient.dataSync()).toEqual(dropOut(input, 0.5, 3).dataSync());
      }),
    );
  });

  it('is nothing at a rate of 0', async () => {
    await onBackend(backend, () =>
      tf.tidy(() => {
        const input = ones(2, 3);
        expect(dropOut(input, 0, 1)).toBe(input);
      }),
    );
  });
});

it('draws the same mask for the same seed on every backend, and another for another', async () => {
  const masks: Float32Array[] = [];
  for (const backend of backendNames) masks.push(await onBackend(backend, () => dropped(0.3, 5)));
  for (const mask of masks) expect(mask).toEqual(masks[0]);
  expect(await onBackend('wasm', () => dropped(0.3, 6))).not.toEqual(masks[0]);
});

it('keeps no unit dropped, and none of its neighbours tied to it', async () => {
  const masks = await onBackend('wasm', () =>
    Array.from({ length: 400 }, (_, seed) =>
      tf.tidy(() => dropOut(ones(1, 64), 0.3, seed).dataSync<'float32'>()),
    ),
  );
  for (let unit = 0; unit < 64; unit += 1) {
    const share = masks.filter((mask) => mask[unit] === 0).length / masks.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.1);
  }
  const pairs = masks.flatMap((mask) => Array.from(mask.slice(1), (value, index) => [mask[index], value]));
  const both = pairs.filter(([left, right]) => left === 0 && right === 0).length / pairs.length;
  expect(Math.abs(both - 0.09)).toBeLessThan(0.01);
});
