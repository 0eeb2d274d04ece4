import * as tf from '@tensorflow/tfjs-core';

/** [n, height, width, channels] → [n, height·width·channels]. */
export function flatten(maps: tf.Tensor4D): tf.Tensor2D {
  const [count, height, width, channels] = maps.shape;
  return tf.reshape(maps, [count, height * width * channels]);
}
