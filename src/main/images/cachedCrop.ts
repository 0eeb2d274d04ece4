import { createHash } from 'node:crypto';
import type { CropSpecification, Region } from './region';

/** To be raised when the same image, region and specification would give other bytes than before. */
const cropVersion = 1;

export interface CachedCropRequest {
  readonly imageFile: string;
  /** Of the image file's bytes; any text that changes whenever they do. */
  readonly contentHash: string;
  /** What the network's input shows, in pixels of the oriented original; without margin. */
  readonly region: Region;
}

/** What a crop was made of, as 16 bytes in hex. */
export type CropKey = string;

/** Equal for requests whose crops have the same bytes; the image's path is no part of it. */
export function cropKey(
  { contentHash, region }: CachedCropRequest,
  specification: CropSpecification,
): CropKey {
  const { x, y, width, height } = region;
  const parts = [packName(specification), contentHash, x, y, width, height];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Crops of one size and kind share a file. */
export function packName({ mode, sizePx, marginPx }: CropSpecification): string {
  return `crops-v${cropVersion}-${mode}-${sizePx}px-margin${marginPx}`;
}
