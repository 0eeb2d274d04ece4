import type { RgbxImage } from './decode';
import { cropResampling, originOf, type CropOrigin, type Framing } from './framing';
import { writeRgb } from './pixels';
import { cropSidePx, type CropSpecification, type Region } from './region';
import { resample } from './resample';

/** Cuts a crop out of a decoded photo, in whatever size it was decoded. Fails with region-invalid. */
export function cropDecoded(
  image: RgbxImage,
  framing: Framing,
  specification: CropSpecification,
  target: Uint8ClampedArray,
): CropOrigin {
  const origin = originOf(framing, image.original);
  const plan = cropResampling(origin.region, image, specification, reductionOf(image));
  const plane = { samples: image.pixels, stride: 4 * image.widthPx, step: 4 } as const;
  const [red, green, blue] = resample(plane, plan, [0, 1, 2]);
  writeRgb(red!, green!, blue!, cropSidePx(specification), target);
  return origin;
}

/**
 * Whether a crop of a photo as it was decoded is as good as one of the file: that is as large, or the crop is anti-aliased
 * and needs no more of it.
 */
export function isFineEnough(
  image: RgbxImage,
  { width, height }: Region,
  { mode, sizePx }: CropSpecification,
): boolean {
  const { x, y } = reductionOf(image);
  return Math.max(x, y) <= 1 || (mode === 'face' && Math.min(width / x, height / y) >= sizePx);
}

/** Pixels of the original that one of the decoded image's covers. */
function reductionOf({ widthPx, heightPx, original }: RgbxImage): { readonly x: number; readonly y: number } {
  return { x: original.widthPx / widthPx, y: original.heightPx / heightPx };
}
