import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkName } from '@shared/learning/configuration';
import type { ParameterSpec, ParameterView } from '../parameters';
import { studioNetwork } from './studio';
import { tutorialNetwork } from './tutorial';

export interface ForwardMode {
  /** Batch statistics and dropout; else moving averages and no dropout. */
  readonly training: boolean;
  /** Chooses the dropout masks: the step's number combined with the run's seed. */
  readonly dropoutSeed: number;
}

export const inferenceMode: ForwardMode = { training: false, dropoutSeed: 0 };

/** The shared trunk: images in, features out. The heads' own layers are not part of it. */
export interface Network {
  readonly name: NetworkName;
  readonly inputSizePx: number;
  /** Width of the features that heads read. */
  readonly featureWidth: number;
  /** How a head's weights start. */
  readonly headInitializer: ParameterSpec['initializer'];
  readonly parameters: readonly ParameterSpec[];
  /**
   * @param images [n, inputSizePx, inputSizePx, 3], pixels already scaled.
   * @returns [n, featureWidth]. In training it also records batch statistics on the view.
   */
  features(images: tf.Tensor4D, view: ParameterView, mode: ForwardMode): tf.Tensor2D;
}

/** @param dropout Probability of dropping a feature in training (studio; the tutorial's network has none). */
export function createNetwork(name: NetworkName, inputSizePx: number, dropout: number): Network {
  return name === 'tutorial' ? tutorialNetwork(inputSizePx) : studioNetwork(inputSizePx, dropout);
}
