import * as tf from '@tensorflow/tfjs-core';
import type { InputConfiguration } from '@shared/learning/configuration';
import { blackAndWhite } from '../augmentation/pixels';
import { openGraph, type OpenNetwork } from '../graph/openGraph';
import type { LogitsByHead } from '../heads/multiHead';
import { withOnes } from '../regression/layerRegression';
import { adviserFeatures, adviserGraph, type AdviserNetworkName } from './adviserGraph';
import type { Advice } from './advice';

/** Networks that have seen other faces, on tfjs's current backend. Dispose of it after use. */
export class Adviser {
  /** How many numbers it tells a face by. */
  readonly features: number;
  private readonly network: OpenNetwork;
  private readonly black: number;
  private readonly gain: number;

  /** @param input how large the images are that it is shown, and how their pixels are scaled. Fails with `model-missing` or `model-broken`. */
  constructor({ sizePx, pixels }: InputConfiguration, networks: readonly AdviserNetworkName[]) {
    const [black, white] = blackAndWhite(pixels);
    this.black = black;
    this.gain = 255 / (white - black);
    this.network = openGraph(adviserGraph(sizePx, networks));
    this.features = adviserFeatures(networks);
  }

  /**
   * @param images as the run's network sees them, shape [faces, side, side, 3].
   * @returns shape [faces, features].
   */
  look(images: tf.Tensor4D): tf.Tensor2D {
    return tf.tidy(() => {
      const shown = tf.mul<tf.Tensor4D>(tf.sub(images, this.black), this.gain);
      return this.network.run(shown)[0] as tf.Tensor2D;
    });
  }

  /** Of each head that it advises the logits, [faces, classes]. */
  told(images: tf.Tensor4D, advice: Advice): LogitsByHead {
    return tf.tidy(() => {
      const features = withOnes(this.look(images));
      return Object.fromEntries(
        Object.entries(advice).map(([head, { weights }]) => {
          const rows = this.features + 1;
          const layer = tf.tensor2d([...weights], [rows, weights.length / rows]);
          return [head, tf.matMul(features, layer).dataSync<'float32'>()];
        }),
      );
    });
  }

  dispose(): void {
    this.network.dispose();
  }
}
