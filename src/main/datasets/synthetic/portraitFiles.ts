import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { mapConcurrently } from '../concurrently';
import type { MtflRow } from '../mtfl/row';
import { planPortrait, type PortraitPlace } from './portrait';
import { Renderer } from './render';

/** Pictures that are packed and written by other threads, while this one draws the next. */
const inFlight = 4;

/** A renderer's buffers are large: one for each size of picture, used again and again. */
const renderers = new Map<string, Renderer>();

/**
 * Draws faces into their files below `folder`, whose folders are there already, and answers their rows in the
 * order of `places`. Fails as the disk does; then nothing is written any more.
 */
export async function writePortraits(
  folder: string,
  seed: number,
  places: readonly PortraitPlace[],
): Promise<MtflRow[]> {
  return mapConcurrently(places, inFlight, async (place) => {
    const { kind, sitting, row, gray, quality, random } = planPortrait(seed, place);
    const { widthPx, heightPx } = kind;
    const pixels = rendererFor(widthPx, heightPx).render(sitting, random);
    const picture = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } });
    const jpeg = (gray ? picture.toColourspace('b-w') : picture).jpeg({ quality });
    await writeFile(join(folder, row.imagePath), await jpeg.toBuffer());
    return row;
  });
}

function rendererFor(widthPx: number, heightPx: number): Renderer {
  const key = `${widthPx} ${heightPx}`;
  const known = renderers.get(key) ?? new Renderer(widthPx, heightPx);
  renderers.set(key, known);
  return known;
}
