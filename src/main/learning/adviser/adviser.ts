import * as tf from '@tensorflow/tfjs-core';
import type { InputConfiguration } from '@shared/learning/configuration';
import { blackAndWhite } from '../augmentation/pixels';
import { agesAndGenders } from '../faceApi/agesAndGenders';
import { FaceApiNetwork } from '../faceApi/network';
import type { LogitsByHead } from '../heads/multiHead';
import { withOnes } from '../regression/layerRegression';
import type { Advice } from './advice';

/** Numbers that it tells a face by. */
export const adviserFeatures = agesAndGenders.length;

/** Side to which a view is enlarged: a face that fills a closer view has there the size that the network knows faces in. */
const shownPx = 96;

/** A network that has seen other faces: face-api.js' of ages and genders, on tfjs's current backend. Dispose of it after use. */
export class Adviser {
  private readonly network = new FaceApiNetwork(agesAndGenders);
  private readonly black: number;
  private readonly range: number;

  /** @param pixels of the images that it is shown. Fails with `model-missing` or `model-broken`. */
  constructor(pixels: InputConfiguration['pixels']) {
    const [black, white] = blackAndWhite(pixels);
    this.black = black;
    this.range = white - black;
  }

  /**
   * @param images as the run's network sees them, shape [faces, side, side, 3].
   * @returns shape [faces, adviserFeatures].
   */
  features(images: tf.Tensor4D): tf.Tensor2D {
    return tf.tidy(() => {
      const shown = tf.div<tf.Tensor4D>(tf.sub(images, this.black), this.range);
      return this.network.features(tf.image.resizeBilinear(shown, [shownPx, shownPx], false, true));
    });
  }

  /** Of each head that it advises the logits, [faces, classes]. */
  told(images: tf.Tensor4D, advice: Advice): LogitsByHead {
    return tf.tidy(() => {
      const features = withOnes(this.features(images));
      return Object.fromEntries(
        Object.entries(advice).map(([head, { weights }]) => {
          const layer = tf.tensor2d(
            [...weights],
            [adviserFeatures + 1, weights.length / (adviserFeatures + 1)],
          );
          return [head, tf.matMul(features, layer).dataSync<'float32'>()];
        }),
      );
    });
  }

  dispose(): void {
    this.network.dispose();
  }
}
