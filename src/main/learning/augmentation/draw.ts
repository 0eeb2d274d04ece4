import { coloursOf, type AugmentationConfiguration } from '@shared/learning/configuration';
import type { Random } from '../random';
import { affineOf, followedBy, identity, type Affine } from './affine';

/** What is done to one face before the network sees it. */
export interface Augmentation {
  /** Where things go, in fractions of the crop; contains the flip. */
  readonly affine: Affine;
  /** Whether points and values change sides. */
  readonly flip: boolean;
  /** Pixels in 0…1 become (pixel − 0.5)·contrast + 0.5 + brightness. */
  readonly contrast: number;
  readonly brightness: number;
  /** How far colours are from the gray of the same brightness then: 0 not at all, 1 as far as they were. */
  readonly saturation: number;
}

export const noAugmentation: Augmentation = {
  affine: identity,
  flip: false,
  contrast: 1,
  brightness: 0,
  saturation: 1,
};

/**
 * How far a first look is off where its points are off by some 8 % of the eyes' distance each: how a second view differs
 * from the one that the labelled points would give.
 */
const firstLooksError = { rotationDegrees: 4, scale: [0.9, 1.11], shift: 0.018 } as const;

/**
 * Draws always take the same number of random numbers, so that one setting does not change the others' draws.
 *
 * @param alignment what a second view of the face would be by its labelled points; null where those do not tell.
 */
export function drawAugmentation(
  configuration: AugmentationConfiguration,
  random: Random,
  alignment: Affine | null = null,
): Augmentation {
  const flip = random.uniform() < configuration.flip;
  const [turn, zoomAt, right, down] = [random.normal(), random.uniform(), random.normal(), random.normal()];
  const brightness = random.between(-configuration.brightness, configuration.brightness);
  const contrast = random.between(...configuration.contrast);
  const isRealigned = random.uniform() < (configuration.realigned ?? 0) && alignment !== null;
  const colours = coloursOf(configuration);
  const isGray = random.uniform() < colours.gray;
  const colourful = random.between(...colours.saturation);
  const { rotationDegrees, scale, shift } = isRealigned ? firstLooksError : configuration;
  const motion = affineOf({
    flip,
    rotationRadians: (turn * rotationDegrees * Math.PI) / 180,
    zoom: scale[0] + (scale[1] - scale[0]) * zoomAt,
    shiftX: right * shift,
    shiftY: down * shift,
  });
  return {
    affine: isRealigned ? followedBy(alignment, motion) : motion,
    flip,
    contrast,
    brightness,
    saturation: isGray ? 0 : colourful,
  };
}
