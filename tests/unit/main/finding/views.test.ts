import { describe, expect, it } from 'vitest';
import type { UprightPhoto } from '../../../../src/main/finding/foundFace';
import { drawView, inPhoto, viewOf } from '../../../../src/main/finding/views';

function photo(widthPx: number, heightPx: number, shrunk = 1): UprightPhoto {
  return {
    pixels: new Uint8Array(widthPx * heightPx * 4).fill(200),
    widthPx,
    heightPx,
    original: { widthPx: widthPx * shrunk, heightPx: heightPx * shrunk },
  };
}

describe('viewOf', () => {
  it('shows the whole photo in the middle of a square, with the border that the look wants', () => {
    const { region } = viewOf(photo(100, 50), { photoPx: 100, sidePx: 150 });
    expect(region).toEqual({ x: -25, y: -50, width: 150, height: 150 });
  });
});

describe('inPhoto', () => {
  it('leads from the input of the network back to the photo’s own pixels', () => {
    const shrunk = photo(100, 50, 4);
    const view = viewOf(shrunk, { photoPx: 100, sidePx: 150 });
    const box = { x: 25, y: 50, width: 100, height: 50, score: 0.5 };
    expect(inPhoto(box, view, shrunk)).toEqual({ x: 0, y: 0, width: 400, height: 200, score: 0.5 });
  });
});

describe('drawView', () => {
  it('fills the input, the border with the photo’s edge', () => {
    const shown = photo(10, 20);
    const target = new Uint8ClampedArray(16 * 16 * 3);
    drawView(shown, viewOf(shown, { photoPx: 8, sidePx: 16 }), target);
    expect([...new Set(target)]).toEqual([200]);
  });
});
