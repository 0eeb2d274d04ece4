import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { ExpectedError, fail } from '@shared/result';
import { imageFormatOf, notRead } from './imageFile';
import { decoderBytes, inTurnIfLarge } from './largeDecodes';
import type { ImageSize, Region } from './region';

/** 8-bit sRGB with a fourth byte that means nothing, so that rows are whole words. Shape [heightPx, widthPx, 4]. */
export interface RgbxImage extends ImageSize {
  readonly pixels: Uint8Array;
  /** The file's image, upright; larger than this one where less was asked for. */
  readonly original: ImageSize;
}

/** Asked how many pixels of the upright original may become one: 1, 2, 4 or 8. */
export type ChooseReduction = (original: ImageSize) => number;

/** Images are decoded once each: a cache of decoded images would only hold memory. */
sharp.cache(false);
/** One thread an image: the crops of a job are what runs in parallel. */
sharp.concurrency(1);

/** Larger images are refused before a pixel is decoded: a few kilobytes may claim gigapixels. */
export const maximumPixels = 100_000_000;

/** Below this, asking for the size first costs more than a smaller picture saves. */
const smallFileBytes = 64 * 1024;

/** What shows through transparent pixels: mid-gray, which a network's centred input sees as zero. */
const background = { r: 128, g: 128, b: 128 };

/**
 * Decodes an image file's bytes to 8-bit sRGB: EXIF orientation applied, gray, CMYK, palettes, alpha and 16
 * bits converted, the first frame or page of several.
 *
 * Fails with image-unsupported, image-too-large or image-broken. A file that is cut off is broken, since half a
 * face would be a wrong example; a decoder's mere warnings (odd profiles, unknown tags) are not heeded.
 */
export async function decodeImage(bytes: Uint8Array, chooseReduction?: ChooseReduction): Promise<RgbxImage> {
  try {
    const image = uprightImage(bytes);
    const isReducible = chooseReduction !== undefined && bytes.length > smallFileBytes;
    const reduced = isReducible ? await reduce(image, chooseReduction) : null;
    const { data, info } = await inTurnIfLarge(reduced?.bytes ?? 0, () => rgbxOf(image));
    const size = { widthPx: info.width, heightPx: info.height };
    return { ...size, pixels: data, original: reduced?.original ?? size };
  } catch (thrown) {
    return failAs(thrown);
  }
}

/** The size of an image file's picture, upright; nothing of it is decoded. Fails alike. */
export async function uprightSize(bytes: Uint8Array): Promise<ImageSize> {
  try {
    const { autoOrient } = await uprightImage(bytes).metadata();
    return { widthPx: autoOrient.width, heightPx: autoOrient.height };
  } catch (thrown) {
    return failAs(thrown);
  }
}

/**
 * A part of an upright image as if it were one by itself, reduced as far as its sides divide, up to `reduction`. `part`
 * lies within the image, in whole pixels. Fails alike.
 */
export async function decodePart(bytes: Uint8Array, part: Region, reduction: number): Promise<RgbxImage> {
  try {
    const image = uprightImage(bytes);
    const metadata = await image.metadata();
    const { x: left, y: top, width, height } = part;
    image.extract({ left, top, width, height });
    let factor = reduction;
    while (width % factor !== 0 || height % factor !== 0) factor /= 2;
    if (factor > 1) image.resize(width / factor, height / factor, { fit: 'fill', kernel: 'linear' });
    const needed = decoderBytes(metadata) + (width * height * 4) / factor ** 2;
    const { data, info } = await inTurnIfLarge(needed, () => rgbxOf(image));
    const original = { widthPx: width, heightPx: height };
    return { widthPx: info.width, heightPx: info.height, pixels: data, original };
  } catch (thrown) {
    return failAs(thrown);
  }
}

/**
 * The same, no larger than `longestSidePx`, whatever the factor: shrunk while it is decoded, so that a photo of a
 * hundred megapixels never lies in memory whole where its format can be read in parts. Fails alike.
 */
export async function decodeShrunk(bytes: Uint8Array, longestSidePx: number): Promise<RgbxImage> {
  try {
    const image = uprightImage(bytes);
    const metadata = await image.metadata();
    const { autoOrient } = metadata;
    image.resize(longestSidePx, longestSidePx, {
      fit: 'inside',
      withoutEnlargement: true,
      kernel: 'linear',
    });
    const { data, info } = await inTurnIfLarge(decoderBytes(metadata), () => rgbxOf(image));
    return {
      widthPx: info.width,
      heightPx: info.height,
      pixels: data,
      original: { widthPx: autoOrient.width, heightPx: autoOrient.height },
    };
  } catch (thrown) {
    return failAs(thrown);
  }
}

/** An upright image, made into something else by sharp: for pictures that a person looks at. Fails alike. */
export async function convertImage(bytes: Uint8Array, convert: (image: Sharp) => Sharp): Promise<Buffer> {
  try {
    const image = uprightImage(bytes);
    const needed = bytes.length > smallFileBytes ? decoderBytes(await image.metadata()) : 0;
    const converted = convert(image.flatten({ background }).toColourspace('srgb'));
    return await inTurnIfLarge(needed, () => converted.toBuffer());
  } catch (thrown) {
    return failAs(thrown);
  }
}

function uprightImage(bytes: Uint8Array): Sharp {
  const format = imageFormatOf(bytes);
  if (format === null) fail('image-unsupported', notRead(bytes));
  return sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' }).autoOrient();
}

function rgbxOf(image: Sharp): Promise<{ data: Buffer; info: OutputInfo }> {
  return image
    .flatten({ background })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

/**
 * Has the image shrunk while it is decoded, which for a camera's JPEG takes a tenth of the time and of the memory.
 * Only by factors that divide its sides: its coordinates are then exactly the original's, divided. Answers the
 * original's size, and how many bytes decoding takes.
 */
async function reduce(
  image: Sharp,
  chooseReduction: ChooseReduction,
): Promise<{ readonly original: ImageSize; readonly bytes: number }> {
  const metadata = await image.metadata();
  const { autoOrient } = metadata;
  const original = { widthPx: autoOrient.width, heightPx: autoOrient.height };
  const { widthPx, heightPx } = original;
  let reduction = chooseReduction(original);
  while (widthPx % reduction !== 0 || heightPx % reduction !== 0) reduction /= 2;
  if (reduction > 1)
    image.resize(widthPx / reduction, heightPx / reduction, {
      fit: 'fill',
      kernel: 'linear',
    });
  return { original, bytes: decoderBytes(metadata) + (widthPx * heightPx * 4) / reduction ** 2 };
}

function failAs(thrown: unknown): never {
  if (thrown instanceof ExpectedError) throw thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message.includes('exceeds pixel limit')) {
    fail('image-too-large', `It has more than ${maximumPixels / 1e6} megapixels.`);
  }
  const reason = message.split('\n')[0] ?? '';
  fail('image-broken', `It cannot be decoded (${reason}).`);
}
