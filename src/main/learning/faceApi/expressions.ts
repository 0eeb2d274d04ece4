import * as tf from '@tensorflow/tfjs-core';
import type { FaceApiArchitecture } from './network';
import type { FaceApiWeights } from './weights';

const blocks = 4;

/** What seven expressions are told by: four densely connected blocks of depthwise separable convolutions, each of half its input's side. */
export const expressions: FaceApiArchitecture = {
  file: 'face_expression_model',
  title: 'The network of expressions',
  length: 256,
  maps: (shown, weights) => {
    let maps = shown;
    for (let block = 0; block < blocks; block += 1) {
      maps = denseBlock(maps, weights, `dense${block}`, block === 0);
    }
    return maps;
  },
};

/** Each convolution reads the sum of all before it. */
function denseBlock(
  input: tf.Tensor4D,
  weights: FaceApiWeights,
  name: string,
  isFirst: boolean,
): tf.Tensor4D {
  let read = tf.relu(
    isFirst
      ? weights.convolution(input, `${name}/conv0`, 2)
      : weights.separableConvolution(input, `${name}/conv0`, 2),
  );
  let sum = read;
  for (let convolution = 1; convolution < 4; convolution += 1) {
    sum = tf.add(sum, weights.separableConvolution(read, `${name}/conv${convolution}`));
    read = tf.relu(sum);
  }
  return read;
}
