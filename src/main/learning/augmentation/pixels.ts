import type { InputConfiguration } from '@shared/learning/configuration';
import type { Augmentation } from './draw';
import type { PixelScaling } from './warp';

/**
 * Stored value (0…255) to network input in one multiplication and one addition: contrast and brightness on
 * 0…1, then the form's own scale: 'raw' hands the network 0…255, 'centred' (pixel − 0.5)·4.
 */
export function pixelScaling(
  form: InputConfiguration['pixels'],
  { contrast, brightness }: { readonly contrast: number; readonly brightness: number },
): PixelScaling {
  const scale = form === 'raw' ? 255 : 4;
  const centre = form === 'raw' ? 0 : 0.5;
  return { gain: contrast * (scale / 255), offset: (0.5 - 0.5 * contrast + brightness - centre) * scale };
}

/** Whether a face's pixels become others, beside moving. */
export function changesPixels({ contrast, brightness, saturation }: Augmentation): boolean {
  return contrast !== 1 || brightness !== 0 || saturation !== 1;
}

/** What black and white are to the network. */
export function blackAndWhite(form: InputConfiguration['pixels']): readonly [black: number, white: number] {
  return form === 'raw' ? [0, 255] : [-2, 2];
}

/**
 * Moves colours towards the gray of the same brightness, or away from it, and cuts off what is beyond black and white, as in a
 * photo: in place, `pixels` of three numbers from `at` on. Brightness is a mean of the channels (ITU-R BT.601's, as a JPEG file
 * has it), so that any scale will do.
 */
export function recolour(
  images: Float32Array,
  at: number,
  pixels: number,
  saturation: number,
  [black, white]: readonly [black: number, white: number],
): void {
  for (let index = at; index < at + 3 * pixels; index += 3) {
    const [red, green, blue] = [images[index]!, images[index + 1]!, images[index + 2]!];
    const gray = (1 - saturation) * (0.299 * red + 0.587 * green + 0.114 * blue);
    images[index] = Math.min(white, Math.max(black, gray + saturation * red));
    images[index + 1] = Math.min(white, Math.max(black, gray + saturation * green));
    images[index + 2] = Math.min(white, Math.max(black, gray + saturation * blue));
  }
}
