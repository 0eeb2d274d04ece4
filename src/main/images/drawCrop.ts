import sharp from 'sharp';
import { failureOf, type Result } from '@shared/result';
import { PhotoFile, type WantedCrop } from './photoFile';
import { bytesOfCrop, squareAround, type Region } from './region';

const format = { quality: 92, chromaSubsampling: '4:4:4' } as const;

/** The square around a region of a photo, as a picture of `sizePx`². */
export interface WantedPicture {
  readonly region: Region;
  readonly sizePx: number;
}

/**
 * JPEGs of a photo's faces, cut out as for the network; the photo is decoded once for all of them. What cannot be read is a
 * value among the others.
 */
export async function drawCrops(file: string, wanted: readonly WantedPicture[]): Promise<Result<Buffer>[]> {
  const crops = wanted.map(({ region, sizePx }): WantedCrop => {
    const framing = { kind: 'region', region: squareAround(region) } as const;
    return { framing, specification: { mode: 'face', sizePx, marginPx: 0 } };
  });
  const photo = new PhotoFile(file, crops);
  const pictures: Result<Buffer>[] = [];
  for (const crop of crops) {
    try {
      pictures.push({ ok: await drawn(photo, crop) });
    } catch (thrown) {
      pictures.push({ error: failureOf(thrown) });
    }
  }
  await photo.close();
  return pictures;
}

async function drawn(photo: PhotoFile, crop: WantedCrop): Promise<Buffer> {
  const { sizePx } = crop.specification;
  const pixels = new Uint8ClampedArray(bytesOfCrop(crop.specification));
  await photo.crop(crop, pixels);
  return sharp(pixels, { raw: { width: sizePx, height: sizePx, channels: 3 } })
    .jpeg(format)
    .toBuffer();
}
