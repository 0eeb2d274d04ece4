import type { RgbxImage } from './decode';
import { writeRgb } from './pixels';
import { squareAroundImage, type ImageSize, type Region } from './region';
import { planResampling, resample } from './resample';

/** How a photo is looked at: the photo's longer side becomes `photoPx` of an input of `sidePx`. */
export interface Look {
  readonly photoPx: number;
  readonly sidePx: number;
  /** Of smaller photos, by their longer side in the file, it would only show pixels enlarged: they are not looked at so. */
  readonly fromPx?: number;
}

/** One look at a photo: a square of it, which may reach outside, resized to a network's input. */
export interface View {
  /** In pixels of the (shrunk) photo. */
  readonly region: Region;
  /** Side of the network's input. */
  readonly sidePx: number;
  /** RGB bytes, anti-aliased. Shape [sidePx, sidePx, 3]. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A decoded photo as a network is shown it. */
export interface ViewedPhoto extends ImageSize {
  /** The photo's own size; the views are drawn from one of this object's. */
  readonly original: ImageSize;
  readonly views: readonly View[];
}

/** Draws all looks that are worth it. */
export function viewPhoto(photo: RgbxImage, looks: readonly Look[]): ViewedPhoto {
  const { widthPx, heightPx, original } = photo;
  const longerPx = Math.max(original.widthPx, original.heightPx);
  const views = looks
    .filter(({ fromPx = 0 }) => longerPx >= fromPx)
    .map((look): View => {
      const region = regionOf(look, photo);
      return { region, sidePx: look.sidePx, pixels: drawn(photo, region, look.sidePx) };
    });
  return { widthPx, heightPx, original, views };
}

/** The photo in the middle of a square; what lies outside of it is its edge, repeated. */
function regionOf({ photoPx, sidePx }: Look, photo: ImageSize): Region {
  const { x, y, width } = squareAroundImage(photo);
  const border = (width * (sidePx / photoPx - 1)) / 2;
  return { x: x - border, y: y - border, width: width + 2 * border, height: width + 2 * border };
}

function drawn(photo: RgbxImage, region: Region, sidePx: number): Uint8ClampedArray<ArrayBuffer> {
  const plan = planResampling(region, photo, sidePx, 'antialiased');
  const plane = { samples: photo.pixels, stride: 4 * photo.widthPx, step: 4 } as const;
  const [red, green, blue] = resample(plane, plan, [0, 1, 2]);
  const pixels = new Uint8ClampedArray(sidePx ** 2 * 3);
  writeRgb(red!, green!, blue!, sidePx, pixels);
  return pixels;
}
