import { decodePart, type RgbxImage } from './decode';
import { cropDecoded } from './decodedCrop';
import { originOf, type CropOrigin, type Framing } from './framing';
import { letGo } from './letGo';
import { storedRegion, type CropSpecification, type ImageSize, type Region } from './region';

/** Where a part begins and ends divides by every reduction, so that its pixels are those of the whole, reduced. */
const gridPx = 8;
/** Pixels beyond a crop that its filter may look at, in pixels of the crop or of the photo, whichever are larger. */
const filterReach = 4;

/**
 * Cuts a crop out of a photo of which only the part around it is decoded: the same to a rounding as out of the whole, in
 * the memory of that part. Takes a pass over the file for each crop. Fails as decoding and framing do.
 */
export async function cropPart(
  bytes: Uint8Array,
  size: ImageSize,
  { framing, specification }: { readonly framing: Framing; readonly specification: CropSpecification },
  reduction: number,
  target: Uint8ClampedArray,
): Promise<CropOrigin> {
  const origin = originOf(framing, size);
  const part = partAround(origin.region, specification, size);
  const image: RgbxImage = await decodePart(bytes, part, reduction);
  const { x, y, width, height } = origin.region;
  const region = { x: x - part.x, y: y - part.y, width, height };
  cropDecoded(image, { kind: 'region', region }, specification, target);
  letGo(image.pixels);
  return origin;
}

/** As much of the image as a crop of the region reads, and at least a little of it. */
export function partAround(region: Region, specification: CropSpecification, size: ImageSize): Region {
  const stored = storedRegion(region, specification);
  const reach = filterReach * Math.max(gridPx, Math.max(region.width, region.height) / specification.sizePx);
  const [x, width] = clippedRange(stored.x - reach, stored.x + stored.width + reach, size.widthPx);
  const [y, height] = clippedRange(stored.y - reach, stored.y + stored.height + reach, size.heightPx);
  return { x, y, width, height };
}

/** First pixel and length, on the grid but for the image's end. */
function clippedRange(from: number, to: number, lengthPx: number): [number, number] {
  const last = Math.floor((lengthPx - 1) / gridPx) * gridPx;
  const first = Math.min(last, Math.max(0, Math.floor(from / gridPx) * gridPx));
  const end = Math.min(lengthPx, Math.max(first + gridPx, Math.ceil(to / gridPx) * gridPx));
  return [first, end - first];
}
