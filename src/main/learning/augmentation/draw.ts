import type { AugmentationConfiguration } from '@shared/learning/configuration';
import type { Random } from '../random';
import { affineOf, identity, type Affine } from './affine';

/** What is done to one face before the network sees it. */
export interface Augmentation {
  /** Where things go, in fractions of the crop; contains the flip. */
  readonly affine: Affine;
  /** Whether points and values change sides. */
  readonly flip: boolean;
  /** Pixels in 0…1 become (pixel − 0.5)·contrast + 0.5 + brightness, not clipped: nothing is lost. */
  readonly contrast: number;
  readonly brightness: number;
}

export const noAugmentation: Augmentation = { affine: identity, flip: false, contrast: 1, brightness: 0 };

/** Draws always take the same number of random numbers, so that one setting does not change the others' draws. */
export function drawAugmentation(configuration: AugmentationConfiguration, random: Random): Augmentation {
  const flip = random.uniform() < configuration.flip;
  const rotationRadians = (random.normal() * configuration.rotationDegrees * Math.PI) / 180;
  const zoom = random.between(...configuration.scale);
  const shiftX = random.normal() * configuration.shift;
  const shiftY = random.normal() * configuration.shift;
  const brightness = random.between(-configuration.brightness, configuration.brightness);
  const contrast = random.between(...configuration.contrast);
  return { affine: affineOf({ flip, rotationRadians, zoom, shiftX, shiftY }), flip, contrast, brightness };
}
