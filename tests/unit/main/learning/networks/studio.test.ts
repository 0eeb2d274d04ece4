import { describe, expect, it } from 'vitest';
import { inferenceMode } from '../../../../../src/main/learning/networks/network';
import { studioNetwork } from '../../../../../src/main/learning/networks/studio';
import { backendNames, onBackend } from '../backends/startedBackends';
import { relativeError } from '../kernels/arrays';
import { countOf, featuresOf, shapesOf } from './shapes';

const network = studioNetwork(64, 0.3);

describe('the studio’s network', () => {
  it('has six convolutions without bias and a dense layer, each normalised', () => {
    const shapes = shapesOf(network, 'trainable');
    expect(Object.entries(shapes).filter(([name]) => name.endsWith('/weights'))).toEqual([
      ['conv1/weights', '3×3×3×24'],
      ['conv2/weights', '3×3×24×48'],
      ['conv3/weights', '3×3×48×48'],
      ['conv4/weights', '3×3×48×96'],
      ['conv5/weights', '3×3×96×96'],
      ['conv6/weights', '3×3×96×128'],
      // At 64 px four poolings leave maps of 4×4.
      ['dense/weights', `${4 * 4 * 128}×256`],
    ]);
    expect(Object.keys(shapes).filter((name) => name.endsWith('/bias'))).toEqual([]);
    for (const layer of ['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'conv6', 'dense']) {
      expect(shapes).toHaveProperty([`${layer}/scale`]);
      expect(shapesOf(network, 'state')).toHaveProperty([`${layer}/mean`]);
    }
    expect(network).toMatchObject({ name: 'studio', inputSizePx: 64, featureWidth: 256 });
  });

  it('has about 800,000 parameters', () => {
    const normalised = 24 + 48 + 48 + 96 + 96 + 128 + 256;
    const convolutions = 9 * (3 * 24 + 24 * 48 + 48 * 48 + 48 * 96 + 96 * 96 + 96 * 128);
    expect(countOf(network, 'trainable')).toBe(convolutions + 4 * 4 * 128 * 256 + 2 * normalised);
    expect(countOf(network, 'trainable')).toBe(792_440);
    expect(countOf(network, 'state')).toBe(2 * normalised);
  });
});

describe.each(backendNames)('the studio’s network on %s', (backend) => {
  const small = studioNetwork(16, 0.5);

  it('makes 256 features of a picture, none negative', async () => {
    await onBackend(backend, () => {
      const features = featuresOf(small, 2, inferenceMode);
      expect(features.map((row) => row.length)).toEqual([256, 256]);
      expect(features.flat().every((value) => value >= 0)).toBe(true);
    });
  });

  it('drops features in training only, by the seed', async () => {
    await onBackend(backend, () => {
      const train = (dropoutSeed: number): number[] =>
        featuresOf(small, 8, { training: true, dropoutSeed }).flat();
      const whole = featuresOf(studioNetwork(16, 0), 8, { training: true, dropoutSeed: 1 }).flat();
      const dropped = train(1);
      // What is left is what there was, twice as large; about half of it is gone.
      const positive = whole.flatMap((value, index) => (value > 0 ? [index] : []));
      const kept = positive.filter((index) => dropped[index]! > 0);
      expect(Math.abs(kept.length / positive.length - 0.5)).toBeLessThan(0.05);
      expect(
        relativeError(
          kept.map((index) => dropped[index]!),
          kept.map((index) => 2 * whole[index]!),
        ),
      ).toBeLessThan(1e-5);
      expect(train(1)).toEqual(dropped);
      expect(train(2)).not.toEqual(dropped);
    });
  });

  it('answers for a face by itself in inference, and by its batch in training', async () => {
    await onBackend(backend, () => {
      const [alone] = featuresOf(small, 1, inferenceMode);
      const [among] = featuresOf(small, 4, inferenceMode);
      expect(relativeError(among!, alone!)).toBeLessThan(1e-5);
      const mode = { training: true, dropoutSeed: 1 };
      const [trainedAmongTwo] = featuresOf(small, 2, mode);
      const [trainedAmongFour] = featuresOf(small, 4, mode);
      expect(relativeError(trainedAmongFour!, trainedAmongTwo!)).toBeGreaterThan(0.01);
    });
  });
});
