import { cachedSizePx, type InputConfiguration } from '@shared/learning/configuration';

/** A rectangle in pixels of the oriented original, a pixel's centre at +0.5; it may reach outside of the image. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * How crops are cut. 'image': the region stretched to a square by plain bilinear sampling, as the tutorial
 * does it with whole images; 'face': the region resized with anti-aliasing.
 */
export interface CropSpecification {
  readonly mode: 'image' | 'face';
  /** Side of the crop without its margin: that of the network's input, or finer. */
  readonly sizePx: number;
  /** Stored beyond each side of the region, for augmentation to draw from. */
  readonly marginPx: number;
}

export function cropSpecificationOf(input: InputConfiguration): CropSpecification {
  const sizePx = cachedSizePx(input);
  return { mode: input.crop, sizePx, marginPx: Math.round(input.margin * sizePx) };
}

/** Side of a stored crop, margins included. */
export function cropSidePx(specification: CropSpecification): number {
  return specification.sizePx + 2 * specification.marginPx;
}

/** Of a stored crop: red, green and blue, a byte each. */
export function bytesOfCrop(specification: CropSpecification): number {
  return cropSidePx(specification) ** 2 * 3;
}

/**
 * The region that a stored crop shows: grown by exactly `marginPx` of the crop's pixels on each side, so that
 * the inner sizePx² of the crop are the region itself, to the sub-pixel.
 */
export function storedRegion(region: Region, specification: CropSpecification): Region {
  return grown(region, specification.marginPx / specification.sizePx);
}

export function wholeImage(size: ImageSize): Region {
  return { x: 0, y: 0, width: size.widthPx, height: size.heightPx };
}

/**
 * The smallest square around the whole image. Around, not inside: a face near the edge of a wide or tall
 * photo is still seen, and the border that this adds is what a box near an image's edge has in training too.
 */
export function squareAroundImage({ widthPx, heightPx }: ImageSize): Region {
  const side = Math.max(widthPx, heightPx);
  return {
    x: (widthPx - side) / 2,
    y: (heightPx - side) / 2,
    width: side,
    height: side,
  };
}

/** The square with the box's centre and longer side: a face is never stretched. */
export function squareAround({ x, y, width, height }: Region): Region {
  const side = Math.max(width, height);
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}

/** The region with `margin` of its sides added on each side. */
export function grown({ x, y, width, height }: Region, margin: number): Region {
  return {
    x: x - margin * width,
    y: y - margin * height,
    width: width * (1 + 2 * margin),
    height: height * (1 + 2 * margin),
  };
}
