import * as tf from '@tensorflow/tfjs-core';
import type { ForwardMode, Network } from '../../../../../src/main/learning/networks/network';
import { Parameters } from '../../../../../src/main/learning/parameters';
import { Random } from '../../../../../src/main/learning/random';
import { normals } from '../kernels/arrays';

/** Name → shape, as text, of a network's parameters of one kind. */
export function shapesOf(network: Network, kind: 'trainable' | 'state'): Record<string, string> {
  const own = network.parameters.filter((spec) => spec.kind === kind);
  return Object.fromEntries(own.map(({ name, shape }) => [name, shape.join('×')]));
}

export function countOf(network: Network, kind: 'trainable' | 'state'): number {
  const own = network.parameters.filter((spec) => spec.kind === kind);
  return own.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);
}

/** Features of `count` pictures of noise, [count, featureWidth], with freshly drawn parameters. */
export function featuresOf(network: Network, count: number, mode: ForwardMode): number[][] {
  const parameters = Parameters.create(network.parameters, Random.fromSeed(1, 'parameters'));
  const { inputSizePx: side } = network;
  const features = tf.tidy(() => {
    const images = tf.tensor4d(normals([count, side, side, 3], 1), [count, side, side, 3]);
    return network.features(images, parameters.unpack(parameters.trainable), mode).arraySync();
  });
  parameters.dispose();
  return features;
}
