import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../src/main/learning/backends/start';
import { denseParameters, denseWithBias } from '../src/main/learning/layers/dense';
import { createNetwork, inferenceMode } from '../src/main/learning/networks/network';
import { FlatAdam } from '../src/main/learning/optimizers/flatAdam';
import { disposeStep, lossAndGradient } from '../src/main/learning/optimizers/gradient';
import { Parameters } from '../src/main/learning/parameters';
import { Random } from '../src/main/learning/random';

const batchSize = 64;
const poses = 5;

/**
 * Times training steps (or, with `--forward`, inference) of a network with the heads nose and pose on one
 * constant batch. Reads a number of steps per line from stdin, answers their milliseconds as a JSON list.
 */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: 'tutorial' },
      backend: { type: 'string', default: 'tensorflow' },
      threads: { type: 'string', default: '2' },
      forward: { type: 'boolean', default: false },
    },
  });
  const backend = values.backend === 'wasm' ? 'wasm' : 'tensorflow';
  await startBackend(backend, { threads: Number(values.threads) });
  const step = createStep(values.network === 'studio' ? 'studio' : 'tutorial', values.forward);
  for await (const line of createInterface({ input: process.stdin })) {
    const times: number[] = [];
    for (let index = 0; index < Number(line); index += 1) {
      const start = performance.now();
      step();
      times.push(performance.now() - start);
    }
    console.log(JSON.stringify(times));
  }
}

export function createStep(name: 'tutorial' | 'studio', forwardOnly: boolean): () => void {
  const sizePx = name === 'tutorial' ? 40 : 64;
  const network = createNetwork(name, sizePx, 0.3);
  const parameters = Parameters.create(
    [
      ...network.parameters,
      ...denseParameters('nose', network.featureWidth, 2, 'glorot-uniform'),
      ...denseParameters('pose', network.featureWidth, poses, 'glorot-uniform'),
    ],
    Random.fromSeed(1),
  );
  const adam = new FlatAdam(parameters.trainableSize, {
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  });
  const random = Random.fromSeed(2);
  const pixels = Float32Array.from({ length: batchSize * sizePx * sizePx * 3 }, () => random.normal());
  const images = tf.tensor4d(pixels, [batchSize, sizePx, sizePx, 3]);
  const nose = tf.tensor2d(
    Float32Array.from({ length: batchSize * 2 }, () => random.uniform()),
    [batchSize, 2],
  );
  const pose = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: batchSize }, () => random.integer(poses)),
      'int32',
    ),
    poses,
  );
  if (forwardOnly) {
    return () => {
      tf.tidy(() =>
        network.features(images, parameters.unpack(parameters.trainable), inferenceMode).dataSync(),
      );
    };
  }
  let count = 0;
  return () => {
    const step = lossAndGradient(parameters, (view) => {
      const features = network.features(images, view, { training: true, dropoutSeed: count });
      const noseLoss = tf.mean(tf.squaredDifference(denseWithBias(features, view, 'nose'), nose));
      const logits = denseWithBias(features, view, 'pose');
      const poseLoss = tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), pose), 1)));
      return { loss: tf.add<tf.Scalar>(noseLoss, poseLoss), parts: {} };
    });
    adam.apply(parameters.trainable, step.gradient, 0.001);
    if (step.statistics) parameters.updateState(step.statistics);
    step.loss.dataSync();
    disposeStep(step);
    count += 1;
  };
}
