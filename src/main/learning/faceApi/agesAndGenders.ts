import * as tf from '@tensorflow/tfjs-core';
import type { FaceApiArchitecture } from './network';
import type { FaceApiWeights } from './weights';

const middleBlocks = 2;

/** What ages and genders are told by: a small Xception (Chollet 2017), residual blocks of depthwise separable convolutions. */
export const agesAndGenders: FaceApiArchitecture = {
  file: 'age_gender_model',
  title: 'The network of ages and genders',
  length: 512,
  maps: (shown, weights) => {
    let maps = tf.relu(weights.convolution(shown, 'entry_flow/conv_in', 2));
    maps = halved(maps, maps, weights, 'entry_flow/reduction_block_0');
    maps = halved(maps, tf.relu(maps), weights, 'entry_flow/reduction_block_1');
    for (let block = 0; block < middleBlocks; block += 1) {
      maps = tf.add(maps, convolutions(tf.relu(maps), weights, `middle_flow/main_block_${block}`, 3));
    }
    maps = halved(maps, tf.relu(maps), weights, 'exit_flow/reduction_block');
    return tf.relu(weights.separableConvolution(maps, 'exit_flow/separable_conv'));
  },
};

/** Of half the side: the largest of what the convolutions make of `read`, beside a projection of the maps themselves. */
function halved(maps: tf.Tensor4D, read: tf.Tensor4D, weights: FaceApiWeights, name: string): tf.Tensor4D {
  const pooled = tf.maxPool(convolutions(read, weights, name, 2), 3, 2, 'same');
  return tf.add(pooled, weights.convolution(maps, `${name}/expansion_conv`, 2));
}

/** One after the other, each reading what is above zero. */
function convolutions(input: tf.Tensor4D, weights: FaceApiWeights, name: string, count: number): tf.Tensor4D {
  let maps = weights.separableConvolution(input, `${name}/separable_conv0`);
  for (let index = 1; index < count; index += 1) {
    maps = weights.separableConvolution(tf.relu(maps), `${name}/separable_conv${index}`);
  }
  return maps;
}
