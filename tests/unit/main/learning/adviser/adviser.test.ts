import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { Adviser } from '../../../../../src/main/learning/adviser/adviser';
import { adviserFeatures, adviserNetworkNames } from '../../../../../src/main/learning/adviser/adviserGraph';
import { GraphNetwork } from '../../../../../src/main/learning/graph/graphNetwork';
import { emotions } from '../../../../../src/main/learning/pretrained/emotions';
import { pretrainedGraph } from '../../../../../src/main/learning/pretrained/pretrainedNetwork';
import { backendNames, onBackend } from '../backends/startedBackends';
import { relativeError } from '../kernels/arrays';
import { waves } from '../teacher/waves';

const sidePx = 64;
const { input } = presetConfiguration('studio', mtflTemplate);

describe.each(backendNames)('an adviser, on %s', (backend) => {
  it('sees the same in images of any scale of pixels, and what its networks see in them', async () => {
    await onBackend(backend, () => {
      const picture = tf.tensor4d(waves(sidePx), [1, sidePx, sidePx, 3]);
      const network = new GraphNetwork(pretrainedGraph(emotions, sidePx));
      const expected = tf.tidy(() => network.run(tf.mul(picture, 255))[0]!.dataSync());
      for (const [pixels, gain, offset] of [
        ['raw', 255, 0],
        ['centred', 4, -2],
      ] as const) {
        const adviser = new Adviser({ ...input, pixels }, adviserNetworkNames);
        const seen = tf.tidy(() => adviser.look(tf.add(tf.mul(picture, gain), offset)).dataSync());
        expect(seen).toHaveLength(adviserFeatures(adviserNetworkNames));
        // Behind those of ages and genders, for whom the picture is enlarged.
        expect(relativeError(seen.slice(-emotions.features), expected)).toBeLessThan(1e-4);
        adviser.dispose();
      }
      network.dispose();
      picture.dispose();
      return Promise.resolve();
    });
  });

  it('tells heads by a layer each on its features, also those of a network that was asked alone', async () => {
    await onBackend(backend, () => {
      for (const networks of [adviserNetworkNames, ['ages-and-genders']] as const) {
        const images = tf.mul<tf.Tensor4D>(tf.tensor4d(waves(sidePx), [1, sidePx, sidePx, 3]), 255);
        const adviser = new Adviser({ ...input, pixels: 'raw' }, networks);
        const features = tf.tidy(() => adviser.look(images).dataSync());
        const strongest = features.indexOf(Math.max(...features));
        const weights = Array<number>(3 * (features.length + 1)).fill(0);
        weights[3 * strongest + 1] = 2;
        weights[3 * features.length + 2] = -1;
        const { pose } = adviser.told(images, { pose: { networks, weights, share: 1 } });
        expect(pose).toHaveLength(3);
        expect(pose![0]).toBe(0);
        expect(pose![1]).toBeCloseTo(2 * features[strongest]!, 4);
        expect(pose![2]).toBe(-1);
        adviser.dispose();
        images.dispose();
      }
      return Promise.resolve();
    });
  });
});
