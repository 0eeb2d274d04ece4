import sharp from 'sharp';
import { fail } from '@shared/result';
import { contentHashOf } from '../images/contentHash';
import { decodeShrunk, maximumPixels } from '../images/decode';
import { imageFormatOf, readImageFile } from '../images/imageFile';
import { hasAvifEnd, hasPngEnd } from './imageEnd';
import { readJpegHeader } from './jpegHeader';

export interface CheckedImage {
  /** As the image is seen, EXIF orientation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** SHA-256 of the file's bytes, in hex. */
  readonly contentHash: string;
}

const cutOff = 'the file is cut off: the end of the picture is missing';

/**
 * Reads an image file's header and hashes its bytes, without decoding a pixel (but of TIFF). Fails with
 * image-missing, image-broken (no image, or one that is cut off) or image-too-large.
 */
export async function checkImage(file: string): Promise<CheckedImage> {
  const bytes = await readImageFile(file);
  const { widthPx, heightPx } = await sizeOf(bytes);
  if (widthPx * heightPx > maximumPixels) {
    fail('image-too-large', `it has more than ${maximumPixels / 1e6} megapixels`);
  }
  return { widthPx, heightPx, contentHash: contentHashOf(bytes) };
}

async function sizeOf(bytes: Buffer): Promise<{ widthPx: number; heightPx: number }> {
  const format = imageFormatOf(bytes);
  if (format === null) fail('image-broken', 'it is no image');
  if (format === 'tiff') return decodedSize(bytes);
  if (format === 'png' && !hasPngEnd(bytes)) fail('image-broken', cutOff);
  if (format === 'avif' && !hasAvifEnd(bytes)) fail('image-broken', cutOff);
  if (format !== 'jpeg') return decoderSize(bytes);
  const header = readJpegHeader(bytes);
  if (header === null) fail('image-broken', 'its JPEG header makes no sense');
  if (!header.complete) fail('image-broken', cutOff);
  return header.orientation >= 5
    ? { widthPx: header.heightPx, heightPx: header.widthPx }
    : { widthPx: header.widthPx, heightPx: header.heightPx };
}

/** For a format that keeps its parts in any order: whether all are there, only decoding tells; to little, in memory. */
async function decodedSize(bytes: Buffer): Promise<{ widthPx: number; heightPx: number }> {
  const { original } = await decodeShrunk(bytes, 64);
  return original;
}

/** GIF's and WebP's decoders look for the file's end when they read its size. */
async function decoderSize(bytes: Buffer): Promise<{ widthPx: number; heightPx: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { widthPx: autoOrient.width, heightPx: autoOrient.height };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return fail('image-broken', `its header cannot be read (${message.split('\n')[0]})`);
  }
}
