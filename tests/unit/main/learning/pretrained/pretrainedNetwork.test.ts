import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { GraphNetwork } from '../../../../../src/main/learning/graph/graphNetwork';
import { agesAndGenders } from '../../../../../src/main/learning/pretrained/agesAndGenders';
import { emotions, emotionsInputPx } from '../../../../../src/main/learning/pretrained/emotions';
import { expressions } from '../../../../../src/main/learning/pretrained/expressions';
import { faceApiInputPx } from '../../../../../src/main/learning/pretrained/faceApi';
import {
  pretrainedGraph,
  type PretrainedNetwork,
} from '../../../../../src/main/learning/pretrained/pretrainedNetwork';
import { backendNames, onBackend } from '../backends/startedBackends';
import { waves } from '../teacher/waves';

interface Known {
  readonly network: PretrainedNetwork;
  readonly sidePx: number;
  /** By place, what another program makes of the same pixels with the same weights. */
  readonly expected: readonly (readonly [place: number, value: number])[];
}

const known: Readonly<Record<string, Known>> = {
  'the network of expressions, in PyTorch 2.13': {
    network: expressions,
    sidePx: faceApiInputPx,
    expected: [
      [0, 1.25823],
      [1, 0.14896],
      [2, 0.72894],
      [50, 0.19143],
      [100, 1.4537],
      [183, 1.5191],
      [200, 0.2218],
      [255, 0],
    ],
  },
  'the network of ages and genders, in PyTorch 2.13': {
    network: agesAndGenders,
    sidePx: faceApiInputPx,
    expected: [
      [0, 0],
      [20, 2.96012],
      [24, 3.80455],
      [52, 3.87762],
      [85, 1.81549],
      [303, 4.91545],
      [471, 1.86348],
      [511, 0],
    ],
  },
  'the network of emotions, as tfjs-converter 4.22 runs the whole model': {
    network: emotions,
    sidePx: emotionsInputPx,
    expected: [
      [0, -0.03296],
      [7, 0.00702],
      [33, 0.06362],
      [64, -0.01649],
      [100, 0.10258],
      [150, 0.05996],
      [200, 0.12108],
      [255, -0.01708],
    ],
  },
};

describe.each(Object.entries(known))('%s', (_title, { network, sidePx, expected }) => {
  it.each(backendNames)('sees the same here, on %s', async (backend) => {
    await onBackend(backend, () => {
      const graph = pretrainedGraph(network, sidePx);
      const running = new GraphNetwork(graph);
      const one = waves(sidePx).map((value) => value * 255);
      const pixels = Float32Array.of(...one.map(() => 127.5), ...one);
      const images = tf.tensor4d(pixels, [2, sidePx, sidePx, 3]);
      const features = tf.tidy(() => running.run(images)[0]!.dataSync());
      images.dispose();
      running.dispose();
      expect(features).toHaveLength(2 * network.features);
      for (const [place, value] of expected) {
        expect(features[network.features + place]!).toBeCloseTo(value, 3);
      }
      return Promise.resolve();
    });
  });
});
