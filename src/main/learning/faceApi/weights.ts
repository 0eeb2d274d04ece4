import * as tf from '@tensorflow/tfjs-core';
import { fail } from '@shared/result';

/** What the layers of a network of face-api.js have learnt, by their names, and the layers that read it. */
export class FaceApiWeights {
  /** @param title of the network, as the beginning of a sentence. */
  constructor(
    private readonly weights: tf.NamedTensorMap,
    private readonly title: string,
  ) {}

  convolution(input: tf.Tensor4D, name: string, stride: number): tf.Tensor4D {
    return tf.add(tf.conv2d(input, this.get(`${name}/filters`), stride, 'same'), this.get(`${name}/bias`));
  }

  separableConvolution(input: tf.Tensor4D, name: string, stride = 1): tf.Tensor4D {
    const convolved = tf.separableConv2d(
      input,
      this.get<tf.Tensor4D>(`${name}/depthwise_filter`),
      this.get<tf.Tensor4D>(`${name}/pointwise_filter`),
      stride,
      'same',
    );
    return tf.add(convolved, this.get(`${name}/bias`));
  }

  dispose(): void {
    tf.dispose(this.weights);
  }

  private get<T extends tf.Tensor = tf.Tensor4D>(name: string): T {
    const weight = this.weights[name];
    if (!weight) fail('model-broken', `${this.title} has no ${name}. Install Facet anew.`);
    return weight as T;
  }
}
