import { z } from 'zod';
import { thumbnailSizesPx } from './library';

const id = z.int().positive();

const predictedFaceSchema = z
  .object({ set: id, photo: z.int().nonnegative(), face: z.int().nonnegative() })
  .strict();
const pictureSubjectSchema = z.union([id, predictedFaceSchema]);
export type PredictedFaceName = z.infer<typeof predictedFaceSchema>;

/** A face of the project by its id, or a predicted one by its set, its photo there, and its number on the photo. */
export type PictureSubject = z.infer<typeof pictureSubjectSchema>;

/** About a row of the grid: what is made for the first time is seen before the rest is done. */
export const mostThumbnailsAtOnce = 8;

/** The same pictures as under `thumbnailAddress`, many in one answer: a browser spends milliseconds on each address. */
export const thumbnailsSchema = z
  .object({
    of: z.array(pictureSubjectSchema).min(1).max(mostThumbnailsAtOnce),
    sizePx: z.literal([...thumbnailSizesPx]),
  })
  .strict();

export interface Thumbnail {
  /** A WebP file in base 64. */
  readonly webp: string;
  /** What it shows: another version than its tile's is not to be kept. */
  readonly version: string;
}

export interface Thumbnails {
  /** In the order of asking; null where there is no picture to be shown. */
  readonly thumbnails: readonly (Thumbnail | null)[];
}
