import * as tf from '@tensorflow/tfjs-core';
import { fail } from '@shared/result';
import { readFaceApiFile, type FaceApiFileName, type WeightsFile } from './file';
import { FaceApiWeights } from './weights';

/** Side of the square that face-api.js' networks are shown. */
export const faceApiInputPx = 112;

/** Red, green and blue of a photo's pixels in the mean, 0…255. */
const meanColour = [122.782, 117.001, 104.298];

/** One of face-api.js' networks (Mühler 2018), up to the features by which it tells what it was trained for. */
export interface FaceApiArchitecture {
  readonly file: FaceApiFileName;
  /** As the beginning of a sentence. */
  readonly title: string;
  /** Numbers that it makes of a face. */
  readonly length: number;
  /** @param shown [faces, height, width, 3], 0…1 less the mean colour. Returns maps of fewer pixels and `length` channels. */
  readonly maps: (shown: tf.Tensor4D, weights: FaceApiWeights) => tf.Tensor4D;
}

/** On tfjs's current backend. Dispose of it after use. */
export class FaceApiNetwork {
  private readonly weights: FaceApiWeights;

  /** Fails with `model-missing`, or with `model-broken` where the file is cut off. */
  constructor(
    private readonly architecture: FaceApiArchitecture,
    file: WeightsFile = readFaceApiFile(architecture.file, architecture.title),
  ) {
    this.weights = new FaceApiWeights(decoded(file, architecture.title), architecture.title);
  }

  /**
   * Of upright faces, 0…1, shape [faces, height, width, 3]: what it tells them by, shape [faces, length]. It is at its best with 112
   * pixels a side. Fails with `model-broken` where the file holds another network.
   */
  features(images: tf.Tensor4D): tf.Tensor2D {
    return tf.tidy(() => {
      const mean = meanColour.map((value) => value / 255);
      const shown = tf.sub<tf.Tensor4D>(images, mean);
      return tf.mean<tf.Tensor2D>(this.architecture.maps(shown, this.weights), [1, 2]);
    });
  }

  /** The same of `pixels` of shape [faces, 112, 112, 3]. */
  async see(pixels: Float32Array): Promise<Float32Array> {
    const faces = pixels.length / (faceApiInputPx ** 2 * 3);
    const features = tf.tidy(() =>
      this.features(tf.tensor4d(pixels, [faces, faceApiInputPx, faceApiInputPx, 3])),
    );
    try {
      return (await features.data()) as Float32Array;
    } finally {
      features.dispose();
    }
  }

  dispose(): void {
    this.weights.dispose();
  }
}

function decoded({ specifications, bytes }: WeightsFile, title: string): tf.NamedTensorMap {
  try {
    return tf.io.decodeWeights(bytes, specifications);
  } catch (cause) {
    fail('model-broken', `${title} cannot be read (${String(cause)}). Install Facet anew.`);
  }
}
