import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Adviser, adviserFeatures } from '../../../../../src/main/learning/adviser/adviser';
import { agesAndGenders } from '../../../../../src/main/learning/faceApi/agesAndGenders';
import { FaceApiNetwork } from '../../../../../src/main/learning/faceApi/network';
import { backendNames, onBackend } from '../backends/startedBackends';
import { relativeError } from '../kernels/arrays';
import { waves } from '../teacher/waves';

const sidePx = 96;

describe.each(backendNames)('an adviser, on %s', (backend) => {
  it('sees the same in images of any scale of pixels, and what its network sees in them', async () => {
    await onBackend(backend, () => {
      const picture = tf.tensor4d(waves(sidePx), [1, sidePx, sidePx, 3]);
      const network = new FaceApiNetwork(agesAndGenders);
      const expected = network.features(picture).dataSync();
      for (const [pixels, gain, offset] of [
        ['raw', 255, 0],
        ['centred', 4, -2],
      ] as const) {
        const adviser = new Adviser(pixels);
        const seen = adviser.features(tf.add(tf.mul(picture, gain), offset)).dataSync();
        expect(seen).toHaveLength(adviserFeatures);
        expect(relativeError(seen, expected)).toBeLessThan(1e-4);
        adviser.dispose();
      }
      network.dispose();
      picture.dispose();
      return Promise.resolve();
    });
  });

  it('tells heads by a layer each on its features', async () => {
    await onBackend(backend, () => {
      const images = tf.mul<tf.Tensor4D>(tf.tensor4d(waves(64), [1, 64, 64, 3]), 255);
      const adviser = new Adviser('raw');
      const features = adviser.features(images).dataSync();
      const strongest = features.indexOf(Math.max(...features));
      const weights = Array<number>(3 * (adviserFeatures + 1)).fill(0);
      weights[3 * strongest + 1] = 2;
      weights[3 * adviserFeatures + 2] = -1;
      const { pose } = adviser.told(images, { pose: { weights, share: 1 } });
      expect(pose).toHaveLength(3);
      expect(pose![0]).toBe(0);
      expect(pose![1]).toBeCloseTo(2 * features[strongest]!, 4);
      expect(pose![2]).toBe(-1);
      adviser.dispose();
      images.dispose();
      return Promise.resolve();
    });
  });
});
