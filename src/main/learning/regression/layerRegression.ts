import * as tf from '@tensorflow/tfjs-core';
import { fitSoftmaxRegression } from './softmaxRegression';

/**
 * A dense layer and its bias, whose softmax tells the targets: it is fitted on features of one scale, so that the ridge holds all
 * alike, and told for the features as they are.
 *
 * @param features shape [examples, width].
 * @param targets the classes' probabilities. Shape [examples, classes].
 * @returns shape [width + 1, classes], the bias in the last row.
 */
export async function fitLayer(
  features: tf.Tensor2D,
  targets: tf.Tensor2D,
  ridge: number,
): Promise<Float64Array> {
  const [width, classes] = [features.shape[1], targets.shape[1]];
  const { inputs, mean, scale } = tf.tidy(() => {
    const moments = tf.moments(features, 0);
    // A feature that is the same in all examples tells nothing.
    const constant = tf.lessEqual(moments.variance, 0);
    const factor = tf.where(constant, tf.zerosLike(moments.variance), tf.rsqrt(moments.variance));
    const scaled = tf.mul<tf.Tensor2D>(tf.sub(features, moments.mean), factor);
    return { inputs: withOnes(scaled), mean: moments.mean, scale: factor };
  });
  const fitted = await fitSoftmaxRegression(inputs, targets, ridge);
  const [layer, means, scales] = await Promise.all([fitted.data(), mean.data(), scale.data()]);
  tf.dispose([inputs, mean, scale, fitted]);
  const weights = Float64Array.from(layer);
  for (let feature = 0; feature < width; feature += 1) {
    for (let index = 0; index < classes; index += 1) {
      const at = feature * classes + index;
      weights[at]! *= scales[feature]!;
      weights[width * classes + index]! -= weights[at]! * means[feature]!;
    }
  }
  return weights;
}

/** A 1 behind the numbers of each row, for the bias. */
export function withOnes(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.pad(
    rows,
    [
      [0, 0],
      [0, 1],
    ],
    1,
  );
}
