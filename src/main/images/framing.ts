import { fail } from '@shared/result';
import {
  cropSidePx,
  squareAroundImage,
  storedRegion,
  wholeImage,
  type CropSpecification,
  type ImageSize,
  type Region,
} from './region';
import { planResampling, type Resampling } from './resample';

/** Which part of a photo a crop shows, where the photo's size may not be known yet. */
export type Framing =
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'whole-image' }
  | { readonly kind: 'square-around-image' };

/** Where a crop came from: what leads from its coordinates back to the photo's. */
export interface CropOrigin {
  readonly image: ImageSize;
  /** Without the margin. */
  readonly region: Region;
  /** SHA-256 of the file's bytes in hex, where it was asked for. */
  readonly contentHash?: string;
}

/** Far beyond any image; a larger region is a mistake, and would only cost time. */
const maximumRegionPx = 1_000_000;

/** What a framing shows of an image of this size. */
export function regionOf(framing: Framing, image: ImageSize): Region {
  if (framing.kind === 'whole-image') return wholeImage(image);
  return framing.kind === 'square-around-image' ? squareAroundImage(image) : framing.region;
}

/** Fails with region-invalid. */
export function originOf(framing: Framing, { widthPx, heightPx }: ImageSize): CropOrigin {
  const image = { widthPx, heightPx };
  const region = regionOf(framing, image);
  const { x, y, width, height } = region;
  const usable =
    width > 0 && height > 0 && Math.max(Math.abs(x), Math.abs(y), width, height) <= maximumRegionPx;
  if (!usable) {
    fail('region-invalid', `Its box ${x}, ${y}, ${width} × ${height} is no rectangle that can be cut out.`);
  }
  return { image, region };
}

/**
 * How a crop is made from a plane that shows the whole image at `plane`'s size: the image's own, or that of
 * samples reduced by `reduction` pixels a sample (halved colour, say).
 */
export function cropResampling(
  region: Region,
  plane: ImageSize,
  specification: CropSpecification,
  reduction = { x: 1, y: 1 },
): Resampling {
  const stored = storedRegion(region, specification);
  const onPlane = {
    x: stored.x / reduction.x,
    y: stored.y / reduction.y,
    width: stored.width / reduction.x,
    height: stored.height / reduction.y,
  };
  const filter = specification.mode === 'image' ? 'bilinear' : 'antialiased';
  return planResampling(onPlane, plane, cropSidePx(specification), filter);
}
