import { planResampling, resample } from '../images/resample';
import { squareAroundImage, type Region } from '../images/region';
import { writeRgb } from '../images/pixels';
import type { Candidate } from './candidates';
import type { UprightPhoto } from './foundFace';

/** One look at a photo: a square of it, which may reach outside, resized to the network's input. */
export interface View {
  /** In pixels of the (shrunk) photo. */
  readonly region: Region;
  /** Side of the network's input. */
  readonly sidePx: number;
}

/** How a photo is looked at: the photo's longer side becomes `photoPx` of an input of `sidePx`. */
export interface Look {
  readonly photoPx: number;
  readonly sidePx: number;
}

/** The photo in the middle of a square; what lies outside of it is its edge, repeated. */
export function viewOf(photo: UprightPhoto, { photoPx, sidePx }: Look): View {
  const { x, y, width } = squareAroundImage(photo);
  const border = (width * (sidePx / photoPx - 1)) / 2;
  return {
    region: { x: x - border, y: y - border, width: width + 2 * border, height: width + 2 * border },
    sidePx,
  };
}

/** The network's input, anti-aliased. `target`: RGB bytes, shape [sidePx, sidePx, 3]. */
export function drawView(photo: UprightPhoto, { region, sidePx }: View, target: Uint8ClampedArray): void {
  const plan = planResampling(region, photo, sidePx, 'antialiased');
  const plane = { samples: photo.pixels, stride: 4 * photo.widthPx, step: 4 } as const;
  const [red, green, blue] = resample(plane, plan, [0, 1, 2]);
  writeRgb(red!, green!, blue!, sidePx, target);
}

/** A candidate in pixels of a view's input, in pixels of the photo's own size. */
export function inPhoto(candidate: Candidate, { region, sidePx }: View, photo: UprightPhoto): Candidate {
  const scale = region.width / sidePx;
  const across = photo.original.widthPx / photo.widthPx;
  const down = photo.original.heightPx / photo.heightPx;
  return {
    x: (region.x + candidate.x * scale) * across,
    y: (region.y + candidate.y * scale) * down,
    width: candidate.width * scale * across,
    height: candidate.height * scale * down,
    score: candidate.score,
  };
}
