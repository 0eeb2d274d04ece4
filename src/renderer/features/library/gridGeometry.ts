/** Where tiles stand in the grid: pixels from the grid's top left corner, tiles counted from 0. */
export interface GridGeometry {
  readonly columns: number;
  /** Side of a tile: the wished size, stretched so that the row is full. */
  readonly tilePx: number;
  readonly gapPx: number;
  readonly paddingPx: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function gridGeometry(widthPx: number, wishedTilePx: number, gapPx = 6, paddingPx = 12): GridGeometry {
  const inner = Math.max(0, widthPx - 2 * paddingPx);
  const columns = Math.max(1, Math.floor((inner + gapPx) / (wishedTilePx + gapPx)));
  const tilePx = Math.max(16, (inner - (columns - 1) * gapPx) / columns);
  return { columns, tilePx, gapPx, paddingPx };
}

export function rowCount(geometry: GridGeometry, total: number): number {
  return Math.ceil(total / geometry.columns);
}

/** Tiles that a rectangle touches, as rows and columns; null when it touches none. */
export function touched(
  { columns, tilePx, gapPx, paddingPx }: GridGeometry,
  total: number,
  rectangle: Rectangle,
): { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number } | null {
  const pitch = tilePx + gapPx;
  // A rectangle that ends in the gap before a tile does not touch it; one that begins in the gap after it neither.
  const first = (from: number): number => Math.max(0, Math.floor((from - paddingPx + gapPx) / pitch));
  const last = (to: number): number => Math.floor((to - paddingPx) / pitch);
  const firstRow = first(rectangle.top);
  const lastRow = Math.min(Math.ceil(total / columns) - 1, last(rectangle.bottom));
  const firstColumn = first(rectangle.left);
  const lastColumn = Math.min(columns - 1, last(rectangle.right));
  return lastRow < firstRow || lastColumn < firstColumn
    ? null
    : { firstRow, lastRow, firstColumn, lastColumn };
}

/** Indices of the tiles that a lasso from one corner to the other touches, in order. */
export function lassoed(geometry: GridGeometry, total: number, rectangle: Rectangle): number[] {
  const area = touched(geometry, total, rectangle);
  const indices: number[] = [];
  if (area === null) return indices;
  for (let row = area.firstRow; row <= area.lastRow; row += 1) {
    for (let column = area.firstColumn; column <= area.lastColumn; column += 1) {
      const index = row * geometry.columns + column;
      if (index < total) indices.push(index);
    }
  }
  return indices;
}

/** Where a key takes the active tile; null when the key is no move. */
export function moved(
  key: string,
  index: number,
  { columns, rowsInView, total }: { columns: number; rowsInView: number; total: number },
): number | null {
  const target = targetOf(key, index, columns, rowsInView, total);
  return target === null || total === 0 ? null : Math.min(total - 1, Math.max(0, target));
}

function targetOf(
  key: string,
  index: number,
  columns: number,
  rowsInView: number,
  total: number,
): number | null {
  const page = columns * Math.max(1, rowsInView - 1);
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'ArrowUp':
      return index - columns >= 0 ? index - columns : index;
    case 'ArrowDown':
      // From the last but one row to a shorter last one: to its end.
      return index + columns < total || Math.floor(index / columns) < Math.floor((total - 1) / columns)
        ? index + columns
        : index;
    case 'PageUp':
      return index - page >= 0 ? index - page : index % columns;
    case 'PageDown':
      return index + page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

/** The smallest offered picture that is not blown up. */
export function pictureSizePx(sizes: readonly number[], shownPx: number, pixelRatio: number): number {
  return sizes.find((size) => size >= shownPx * pixelRatio) ?? sizes.at(-1)!;
}
