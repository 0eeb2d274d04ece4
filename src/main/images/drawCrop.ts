import sharp from 'sharp';
import { fail } from '@shared/result';
import { readCrops } from './crop';
import { squareAround, type Region } from './region';

const format = { quality: 92, chromaSubsampling: '4:4:4' } as const;

/** The square around a region of a photo as a JPEG of `sizePx`², cut out as for the network. Fails as `readCrops` does. */
export async function drawCrop(file: string, region: Region, sizePx: number): Promise<Buffer> {
  const framing = { kind: 'region', region: squareAround(region) } as const;
  const { pixels, origins } = await readCrops([{ file, framing }], { mode: 'face', sizePx, marginPx: 0 });
  const origin = origins[0]!;
  if ('error' in origin) fail(origin.error.code, origin.error.message);
  return sharp(pixels, { raw: { width: sizePx, height: sizePx, channels: 3 } })
    .jpeg(format)
    .toBuffer();
}
