import { failureOf, type Result } from '@shared/result';
import { contentHashOf } from './contentHash';
import { decodeShrunk, type RgbxImage } from './decode';
import { readImageFileNow } from './imageFile';
import { letGo } from './letGo';
import { viewPhoto, type Look, type ViewedPhoto } from './photoViews';
import type { ImageSize } from './region';

/** What is known of a photo before its faces are. */
export interface PhotoLook {
  /** The upright original. */
  readonly image: ImageSize;
  /** SHA-256 of the file's bytes, in hex. */
  readonly contentHash: string;
  /** All of the photo, no side longer than was asked for. */
  readonly shrunk: RgbxImage;
  /** What a finder is shown of it. */
  readonly viewed: ViewedPhoto;
}

/** How photos are looked at. */
export interface PhotoLooking {
  /** Photos are shrunk to it before anything else. */
  readonly longestSidePx: number;
  readonly looks: readonly Look[];
}

/** Looks at photos one after the other; one that cannot be read is a value among the others, never fatal. */
export async function lookAtPhotos(
  files: readonly string[],
  { longestSidePx, looks: wanted }: PhotoLooking,
): Promise<Result<PhotoLook>[]> {
  const looks: Result<PhotoLook>[] = [];
  for (const file of files) {
    try {
      const bytes = readImageFileNow(file);
      const shrunk = await decodeShrunk(bytes, longestSidePx);
      const viewed = viewPhoto(shrunk, wanted);
      looks.push({ ok: { image: shrunk.original, contentHash: contentHashOf(bytes), shrunk, viewed } });
      letGo(bytes);
    } catch (thrown) {
      looks.push({ error: failureOf(thrown) });
    }
  }
  return looks;
}
