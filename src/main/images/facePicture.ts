import { createHash } from 'node:crypto';
import type { Box } from '@shared/domain/face';
import { grown, squareAround, squareAroundImage, type Region } from './region';

/** To be raised when the same image and crop would give another picture than before. */
const pictureVersion = 1;

/** Shown beyond each side of what the network sees of a face, as a fraction of it. */
const thumbnailMargin = 0.08;

/** What a face's pictures are made of. */
export interface PicturedFace {
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  readonly contentHash: string;
  readonly box: Box | null;
}

/**
 * What a thumbnail shows, in pixels of the upright original: the square around the face's box, or around the whole
 * image where it has none, and a little beyond. May reach outside of the image.
 */
export function thumbnailRegion({ box, imageWidthPx, imageHeightPx }: PicturedFace): Region {
  const seen = box
    ? squareAround(box)
    : squareAroundImage({ widthPx: imageWidthPx, heightPx: imageHeightPx });
  return grown(seen, thumbnailMargin);
}

/** Changes exactly when a picture of the face would: its image's part, a point, its crop's part. */
export function versionOf(face: PicturedFace): string {
  const { x, y, width, height } = thumbnailRegion(face);
  return `${shortHash([face.contentHash])}.${shortHash([x, y, width, height])}`;
}

function shortHash(parts: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify([pictureVersion, ...parts]))
    .digest('hex')
    .slice(0, 16);
}
