import sharp from 'sharp';
import { fail } from '@shared/result';
import type { CropReader } from './cropReader';
import { convertImage } from './decode';
import { thumbnailRegion, type PicturedFace } from './facePicture';
import { readImageFile } from './imageFile';

/** `effort` 2 takes half the time of the encoder's default, for a few percent more bytes. */
const thumbnailFormat = { quality: 80, effort: 2 } as const;
/** What a person places points on: an artefact must not look like the edge of a face. */
const imageFormat = { quality: 92, effort: 2 } as const;

/** The square around a face as a WebP of `sizePx`², cut out as for the network. Fails as `readCrops` does. */
export async function drawThumbnail(
  face: PicturedFace,
  imageFile: string,
  sizePx: number,
  reader: CropReader,
): Promise<Buffer> {
  const framing = { kind: 'region', region: thumbnailRegion(face) } as const;
  const { pixels, origins } = await reader.read([{ file: imageFile, framing }], {
    mode: 'face',
    sizePx,
    marginPx: 0,
  });
  const origin = origins[0]!;
  if ('error' in origin) fail(origin.error.code, origin.error.message);
  const raw = { width: sizePx, height: sizePx, channels: 3 } as const;
  return sharp(pixels, { raw }).webp(thumbnailFormat).toBuffer();
}

/** The whole upright image as a WebP, no side over `sizePx`, never enlarged. Fails as `convertImage` does. */
export async function drawImage(imageFile: string, sizePx: number): Promise<Buffer> {
  return convertImage(await readImageFile(imageFile), (image) =>
    image.resize(sizePx, sizePx, { fit: 'inside', withoutEnlargement: true }).webp(imageFormat),
  );
}
