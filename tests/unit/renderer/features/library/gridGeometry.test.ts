import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridGeometry,
  lassoed,
  moved,
  pictureSizePx,
  rowCount,
} from '../../../../../src/renderer/features/library/gridGeometry';

describe('gridGeometry', () => {
  it('fills the row: columns, gaps and margins are exactly the width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 4000 }), fc.integer({ min: 64, max: 160 }), (width, wished) => {
        const { columns, tilePx, gapPx, paddingPx } = gridGeometry(width, wished);
        expect(columns * tilePx + (columns - 1) * gapPx + 2 * paddingPx).toBeCloseTo(width, 6);
        // No smaller than wished, and no wider than where one more would fit.
        expect(tilePx).toBeGreaterThanOrEqual(wished);
        expect((columns + 1) * wished + columns * gapPx).toBeGreaterThan(width - 2 * paddingPx);
      }),
    );
  });

  it('has one column in a window that is too narrow for a tile', () => {
    expect(gridGeometry(40, 120).columns).toBe(1);
    expect(gridGeometry(0, 120).columns).toBe(1);
  });
});

describe('rowCount', () => {
  it('counts a begun row', () => {
    const geometry = gridGeometry(900, 120);
    expect(geometry.columns).toBe(7);
    expect(rowCount(geometry, 0)).toBe(0);
    expect(rowCount(geometry, 7)).toBe(1);
    expect(rowCount(geometry, 8)).toBe(2);
  });
});

describe('lassoed', () => {
  // Tiles of 100 from 12 on, 6 apart: 12…112, 118…218, 224…324.
  const geometry = { columns: 3, tilePx: 100, gapPx: 6, paddingPx: 12 };

  it('takes every tile that the frame touches, and no other', () => {
    const rectangle = { left: 100, top: 100, right: 130, bottom: 130 };
    expect(lassoed(geometry, 9, rectangle)).toEqual([0, 1, 3, 4]);
  });

  it('takes none from a frame inside a gap or outside', () => {
    expect(lassoed(geometry, 9, { left: 113, top: 20, right: 117, bottom: 30 })).toEqual([]);
    expect(lassoed(geometry, 9, { left: 0, top: 0, right: 11, bottom: 11 })).toEqual([]);
    expect(lassoed(geometry, 9, { left: 20, top: 400, right: 90, bottom: 500 })).toEqual([]);
  });

  it('ends with the last face of a shorter row', () => {
    expect(lassoed(geometry, 5, { left: 0, top: 0, right: 999, bottom: 999 })).toEqual([0, 1, 2, 3, 4]);
  });

  it('agrees with asking every tile by itself', () => {
    const side = fc.integer({ min: -20, max: 600 });
    fc.assert(
      fc.property(side, side, side, side, (x1, y1, x2, y2) => {
        const rectangle = {
          left: Math.min(x1, x2),
          right: Math.max(x1, x2),
          top: Math.min(y1, y2),
          bottom: Math.max(y1, y2),
        };
        const touches = (index: number): boolean => {
          const left = 12 + (index % 3) * 106;
          const top = 12 + Math.floor(index / 3) * 106;
          return (
            left < rectangle.right &&
            left + 100 > rectangle.left &&
            top < rectangle.bottom &&
            top + 100 > rectangle.top
          );
        };
        const expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(touches);
        const edgeless = ![0, 106, 212, 318].some((edge) =>
          [x1, x2, y1, y2].some((value) => value === edge + 12 || value === edge + 6 || value === edge + 112),
        );
        if (edgeless) expect(lassoed(geometry, 10, rectangle)).toEqual(expected);
      }),
    );
  });
});

describe('moved', () => {
  const grid = { columns: 5, rowsInView: 3, total: 23 };

  it('goes by tiles, rows and screenfuls', () => {
    expect(moved('ArrowRight', 4, grid)).toBe(5);
    expect(moved('ArrowDown', 4, grid)).toBe(9);
    expect(moved('PageDown', 4, grid)).toBe(14);
    expect(moved('PageUp', 14, grid)).toBe(4);
    expect(moved('Home', 14, grid)).toBe(0);
    expect(moved('End', 3, grid)).toBe(22);
  });

  it('stays inside', () => {
    expect(moved('ArrowLeft', 0, grid)).toBe(0);
    expect(moved('ArrowUp', 3, grid)).toBe(3);
    expect(moved('ArrowRight', 22, grid)).toBe(22);
    expect(moved('ArrowDown', 22, grid)).toBe(22);
    expect(moved('PageUp', 3, grid)).toBe(3);
    expect(moved('PageDown', 20, grid)).toBe(22);
  });

  it('goes from the last but one row to the end of a shorter last one', () => {
    expect(moved('ArrowDown', 19, grid)).toBe(22);
    expect(moved('ArrowDown', 16, grid)).toBe(21);
  });

  it('says of other keys that they are no move, and moves nowhere without faces', () => {
    expect(moved('x', 3, grid)).toBeNull();
    expect(moved('End', 0, { ...grid, total: 0 })).toBeNull();
  });
});

describe('pictureSizePx', () => {
  it('takes the smallest that is not blown up, else the largest', () => {
    expect(pictureSizePx([96, 160, 256], 90, 1)).toBe(96);
    expect(pictureSizePx([96, 160, 256], 97, 1)).toBe(160);
    expect(pictureSizePx([96, 160, 256], 120, 2)).toBe(256);
    expect(pictureSizePx([96, 160, 256], 200, 2)).toBe(256);
  });
});
