import { describe, expect, it } from 'vitest';
import type { RgbxImage } from '../../../../src/main/images/decode';
import { viewPhoto } from '../../../../src/main/images/photoViews';

function photo(widthPx: number, heightPx: number, shrunk = 1): RgbxImage {
  return {
    pixels: new Uint8Array(widthPx * heightPx * 4).fill(200),
    ...{ widthPx, heightPx },
    original: { widthPx: widthPx * shrunk, heightPx: heightPx * shrunk },
  };
}

describe('viewPhoto', () => {
  it('shows the whole photo in the middle of a square, with the border that the look wants', () => {
    const { views, ...size } = viewPhoto(photo(100, 50, 4), [{ photoPx: 100, sidePx: 150 }]);
    expect(size).toEqual({ widthPx: 100, heightPx: 50, original: { widthPx: 400, heightPx: 200 } });
    expect(views).toMatchObject([{ sidePx: 150, region: { x: -25, y: -50, width: 150, height: 150 } }]);
  });

  it('fills the input, the border with the photo’s edge', () => {
    const [view] = viewPhoto(photo(10, 20), [{ photoPx: 8, sidePx: 16 }]).views;
    expect(view!.pixels).toHaveLength(16 * 16 * 3);
    expect([...new Set(view!.pixels)]).toEqual([200]);
  });

  it('leaves out a look that is finer than the file', () => {
    const looks = [
      { photoPx: 8, sidePx: 16 },
      { photoPx: 32, sidePx: 32, fromPx: 32 },
    ];
    const sides = (shown: RgbxImage): number[] => viewPhoto(shown, looks).views.map(({ sidePx }) => sidePx);
    expect(sides(photo(20, 31))).toEqual([16]);
    expect(sides(photo(20, 32))).toEqual([16, 32]);
    expect(sides(photo(10, 16, 2))).toEqual([16, 32]);
  });
});
