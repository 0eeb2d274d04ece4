import type { PhotoLooking } from '../images/photoLook';

/** As labels and reports name the finder. */
export const finderName = 'mediapipe-full-range';

/**
 * What the finder is shown of a photo. Chosen by bench/finder.ts on MTFL's training images; docs/finder.md has the figures.
 * Photos are shrunk to twice the finest look, for its anti-aliasing.
 */
export const finderInput: PhotoLooking = {
  longestSidePx: 768,
  looks: [
    { photoPx: 128, sidePx: 192 },
    { photoPx: 192, sidePx: 192 },
    { photoPx: 384, sidePx: 384, fromPx: 384 },
  ],
};
export const minimumScore = 0.5;
