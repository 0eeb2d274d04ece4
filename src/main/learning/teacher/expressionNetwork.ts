import * as tf from '@tensorflow/tfjs-core';
import { fail } from '@shared/result';
import type { WeightsFile } from './expressionModelFile';

/** Side of the square that the network is shown. */
export const expressionInputPx = 112;

/** Numbers that the network makes of a face. */
export const expressionLength = 256;

const blocks = 4;
/** Red, green and blue of a photo's pixels in the mean, 0…255. */
const meanColour = [122.782, 117.001, 104.298];

/**
 * The features that face-api.js tells seven expressions by (Mühler 2018): four densely connected blocks of depthwise separable
 * convolutions, each of half its input's side, and the mean of the last one's maps. On tfjs's current backend. Dispose of it
 * after use.
 */
export class ExpressionNetwork {
  private readonly weights: tf.NamedTensorMap;

  /** Fails with `model-broken` where the file is cut off. */
  constructor({ specifications, bytes }: WeightsFile) {
    try {
      this.weights = tf.io.decodeWeights(bytes, specifications);
    } catch (cause) {
      fail(
        'model-broken',
        `The network of expressions cannot be read (${String(cause)}). Install Facet anew.`,
      );
    }
  }

  /**
   * `pixels` of upright faces: 0…1, shape [faces, 112, 112, 3]. Resolves to shape [faces, 256]. Fails with `model-broken` where the
   * file holds another network.
   */
  async see(pixels: Float32Array): Promise<Float32Array> {
    const faces = pixels.length / (expressionInputPx ** 2 * 3);
    const features = tf.tidy(() => {
      const shown = tf.tensor4d(pixels, [faces, expressionInputPx, expressionInputPx, 3]);
      let maps = tf.sub<tf.Tensor4D>(
        shown,
        meanColour.map((value) => value / 255),
      );
      for (let block = 0; block < blocks; block += 1) maps = this.block(maps, `dense${block}`, block === 0);
      return tf.mean(maps, [1, 2]);
    });
    try {
      return (await features.data()) as Float32Array;
    } finally {
      features.dispose();
    }
  }

  dispose(): void {
    tf.dispose(this.weights);
  }

  /** Each convolution reads the sum of all before it. */
  private block(input: tf.Tensor4D, name: string, isFirst: boolean): tf.Tensor4D {
    let sum = isFirst ? this.plain(input, `${name}/conv0`) : this.separable(input, `${name}/conv0`, 2);
    let read = tf.relu(sum);
    sum = read;
    for (let convolution = 1; convolution < 4; convolution += 1) {
      sum = tf.add(sum, this.separable(read, `${name}/conv${convolution}`, 1));
      read = tf.relu(sum);
    }
    return read;
  }

  private plain(input: tf.Tensor4D, name: string): tf.Tensor4D {
    return tf.add(tf.conv2d(input, this.weight(`${name}/filters`), 2, 'same'), this.weight(`${name}/bias`));
  }

  private separable(input: tf.Tensor4D, name: string, stride: number): tf.Tensor4D {
    const convolved = tf.separableConv2d(
      input,
      this.weight<tf.Tensor4D>(`${name}/depthwise_filter`),
      this.weight<tf.Tensor4D>(`${name}/pointwise_filter`),
      stride,
      'same',
    );
    return tf.add(convolved, this.weight(`${name}/bias`));
  }

  private weight<T extends tf.Tensor = tf.Tensor4D>(name: string): T {
    const weight = this.weights[name];
    if (!weight) fail('model-broken', `The network of expressions has no ${name}. Install Facet anew.`);
    return weight as T;
  }
}
