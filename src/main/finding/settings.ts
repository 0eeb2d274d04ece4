import type { Look } from './views';

/** As labels and reports name the finder. */
export const finderName = 'mediapipe-full-range';

/** Chosen by bench/finder.ts on MTFL's training images; docs/finder.md has the figures. */
export const looks: readonly Look[] = [
  { photoPx: 128, sidePx: 192 },
  { photoPx: 192, sidePx: 192 },
  { photoPx: 384, sidePx: 384 },
];
export const minimumScore = 0.5;

/** Photos are shrunk to this before they are looked at: twice the finest look, for its anti-aliasing. */
export const longestSidePx = 768;
