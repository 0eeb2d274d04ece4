import sharp from 'sharp';
import type { Point } from '@shared/domain/face';
import { maximumPixels } from './decode';
import { decoderBytes, inTurnIfLarge } from './largeDecodes';
import { overlaySvg } from './overlaySvg';
import type { ImageSize, Region } from './region';

/** A point and the shape that tells which side of the face it is on: a square left in the image, a circle right. */
export interface OverlayPoint extends Point {
  readonly side: 'left' | 'right' | 'middle';
}

export interface OverlayFace {
  /** In pixels of the oriented original. */
  readonly points: readonly OverlayPoint[];
  /** Pairs of positions in `points` joined by a line. */
  readonly edges: readonly (readonly [number, number])[];
  /** Where it was found, in pixels of the oriented original; null where nobody looked. */
  readonly frame: Region | null;
  /** What tells it from the photo's other faces; null where there is none. */
  readonly label: string | null;
}

/** One thing said below the photo; `confidence` (0…1) is drawn as a bar. */
export interface CaptionItem {
  readonly name: string;
  readonly value: string;
  readonly confidence: number | null;
}

export interface Overlay {
  readonly faces: readonly OverlayFace[];
  readonly caption: readonly CaptionItem[];
}

/** Small photos are enlarged until marks and text have room, large ones reduced to what a screen shows. */
const longerSidePx = { least: 480, most: 1600 };
const background = { r: 128, g: 128, b: 128 };

/** The photo with the overlay drawn on it and its caption in a strip below, as a JPEG file's bytes. */
export async function drawOverlay(file: string, image: ImageSize, overlay: Overlay): Promise<Buffer> {
  const longer = Math.max(image.widthPx, image.heightPx);
  const scale = Math.min(Math.max(longer, longerSidePx.least), longerSidePx.most) / longer;
  const widthPx = Math.max(1, Math.round(image.widthPx * scale));
  const heightPx = Math.max(1, Math.round(image.heightPx * scale));
  const drawing = overlaySvg(
    overlay,
    { widthPx, heightPx },
    { x: widthPx / image.widthPx, y: heightPx / image.heightPx },
  );
  const photo = sharp(file, { limitInputPixels: maximumPixels, failOn: 'error' });
  const picture = photo
    .autoOrient()
    .resize(widthPx, heightPx, { fit: 'fill' })
    .flatten({ background })
    .toColourspace('srgb')
    .extend({
      bottom: drawing.captionHeightPx,
      background: drawing.captionColor,
    })
    .composite([{ input: Buffer.from(drawing.svg), left: 0, top: 0 }])
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' });
  return inTurnIfLarge(decoderBytes(await photo.metadata()), () => picture.toBuffer());
}
