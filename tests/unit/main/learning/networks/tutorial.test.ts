import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { inferenceMode } from '../../../../../src/main/learning/networks/network';
import { tutorialNetwork } from '../../../../../src/main/learning/networks/tutorial';
import { Parameters } from '../../../../../src/main/learning/parameters';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';
import { normals, relativeError } from '../kernels/arrays';
import { countOf, featuresOf, shapesOf } from './shapes';

const network = tutorialNetwork(40);

describe('the tutorial’s network', () => {
  it('has the tutorial’s layers', () => {
    expect(shapesOf(network, 'trainable')).toEqual({
      'conv1/weights': '5×5×3×16',
      'conv1/bias': '16',
      'conv2/weights': '3×3×16×48',
      'conv2/bias': '48',
      'conv3/weights': '3×3×48×64',
      'conv3/bias': '64',
      'conv4/weights': '2×2×64×64',
      'conv4/bias': '64',
      // At 40 px three poolings leave maps of 5×5.
      'dense/weights': `${5 * 5 * 64}×100`,
      'dense/bias': '100',
    });
    expect(countOf(network, 'trainable')).toBe(1216 + 6960 + 27_712 + 16_448 + 160_100);
    expect(countOf(network, 'state')).toBe(0);
    expect(network).toMatchObject({ name: 'tutorial', inputSizePx: 40, featureWidth: 100 });
  });

  it('starts as tf.layers does: glorot-uniform weights and no bias', () => {
    for (const { name, initializer } of network.parameters) {
      expect(initializer, name).toBe(name.endsWith('/bias') ? 'zeros' : 'glorot-uniform');
    }
  });

  it('reads other sizes too', () => {
    expect(shapesOf(tutorialNetwork(64), 'trainable')['dense/weights']).toBe(`${8 * 8 * 64}×100`);
  });
});

describe.each(backendNames)('the tutorial’s network on %s', (backend) => {
  it('makes 100 features of a picture, none negative, the same in training and inference', async () => {
    await onBackend(backend, () => {
      const features = featuresOf(network, 2, inferenceMode);
      expect(features.map((row) => row.length)).toEqual([100, 100]);
      expect(features.flat().every((value) => value >= 0)).toBe(true);
      expect(features.flat().some((value) => value > 0)).toBe(true);
      expect(featuresOf(network, 2, { training: true, dropoutSeed: 1 })).toEqual(features);
    });
  });

  it('is the network as the tutorial writes it, in which ReLU comes before pooling', async () => {
    await onBackend(backend, () => {
      const parameters = Parameters.create(network.parameters, Random.fromSeed(2, 'parameters'));
      const [actual, expected] = tf.tidy(() => {
        const biases = parameters.layout.filter((slot) => slot.name.endsWith('/bias'));
        // Biases that are not zero, so that they count.
        const values = Float32Array.from(parameters.trainable.dataSync());
        for (const { offset, size } of biases) values.set(normals([size], offset), offset);
        const view = parameters.unpack(tf.tensor1d(values));
        const weights = (name: string): tf.Tensor4D => view.get(`${name}/weights`) as tf.Tensor4D;
        const layer = (maps: tf.Tensor4D, name: string): tf.Tensor4D =>
          tf.relu(tf.add(tf.conv2d(maps, weights(name), 1, 'same'), view.get(`${name}/bias`)));
        const images = tf.tensor4d(normals([3, 40, 40, 3], 3), [3, 40, 40, 3]);
        let maps = images;
        for (const name of ['conv1', 'conv2', 'conv3']) maps = tf.maxPool(layer(maps, name), 2, 2, 'valid');
        const flat = tf.reshape(layer(maps, 'conv4'), [3, 5 * 5 * 64]);
        const plain = tf.relu(
          tf.add(tf.matMul(flat, view.get('dense/weights') as tf.Tensor2D), view.get('dense/bias')),
        );
        return [network.features(images, view, inferenceMode).dataSync(), plain.dataSync()];
      });
      expect(relativeError(actual, expected)).toBeLessThan(1e-5);
      parameters.dispose();
    });
  });
});
