import { computed, nextTick, onMounted, onUnmounted, ref, watch, type Ref } from 'vue';
import { useVirtualizer } from '@tanstack/vue-virtual';
import { thumbnailSizesPx } from '@shared/contract/library';
import { gridGeometry, pictureSizePx, rowCount } from './gridGeometry';
import type { TilePages } from './tilePages';
import { useFlight } from './useFlight';

const overscanRows = 2;

export interface TileGridWishes<Tile> {
  /** The grid's scrolling element, while it is on screen. */
  readonly scroller: Ref<HTMLElement | null>;
  readonly tilePx: () => number;
  readonly total: () => number;
  readonly pages: () => TilePages<Tile>;
  readonly gapPx?: number;
  /** What stands below each picture. */
  readonly belowPx?: () => number;
  readonly initialOffsetPx?: number;
}

/** The rows near the view of a grid of any length, each with its tiles; one that has not come yet is undefined. */
export function useTileRows<Tile>(wishes: TileGridWishes<Tile>) {
  const { scroller, gapPx, initialOffsetPx } = wishes;
  const size = ref({ width: 0, height: 0 });
  const geometry = computed(() => gridGeometry(size.value.width, wishes.tilePx(), gapPx));
  const rowPx = computed(() => geometry.value.tilePx + (wishes.belowPx?.() ?? 0));
  const pitch = computed(() => rowPx.value + geometry.value.gapPx);
  const rows = computed(() => (size.value.width === 0 ? 0 : rowCount(geometry.value, wishes.total())));
  const rowsInView = computed(() => Math.max(1, Math.floor(size.value.height / pitch.value)));
  const picturePx = computed(() =>
    pictureSizePx(thumbnailSizesPx, geometry.value.tilePx, window.devicePixelRatio),
  );

  const virtualizer = useVirtualizer(
    computed(() => ({
      count: rows.value,
      getScrollElement: () => scroller.value,
      estimateSize: () => pitch.value,
      paddingStart: geometry.value.paddingPx,
      paddingEnd: geometry.value.paddingPx,
      overscan: overscanRows,
      ...(initialOffsetPx === undefined ? {} : { initialOffset: initialOffsetPx }),
    })),
  );
  watch(pitch, () => virtualizer.value.measure());
  // The virtualizer begins at the offset; the browser cannot, before the sheet has its height.
  const stopWaiting = watch(rows, (count) => {
    if (count === 0) return;
    stopWaiting();
    void nextTick(() => scroller.value?.scrollTo({ top: initialOffsetPx ?? 0 }));
  });

  const flying = useFlight(scroller);
  /** The first and the last row that is there; the same pair as long as neither changes. */
  const span = computed<readonly [number, number]>((before) => {
    const items = virtualizer.value.getVirtualItems();
    const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
    const stays = before && (flying.value || (before[0] === first && before[1] === last));
    return stays ? before : [first, last];
  });
  const shownRows = computed(() => {
    const pages = wishes.pages();
    const { columns, paddingPx } = geometry.value;
    const [firstRow, lastRow] = span.value;
    return Array.from({ length: lastRow - firstRow + 1 }, (_, place) => {
      const row = firstRow + place;
      const first = row * columns;
      const length = Math.max(0, Math.min(columns, wishes.total() - first));
      const cells = Array.from({ length }, (_, column) => ({
        index: first + column,
        tile: pages.at(first + column),
      }));
      // A row that leaves the view becomes the one that enters it: patching is cheaper than making anew.
      const key = row % (rowsInView.value + 2 * overscanRows + 3);
      return { row, start: paddingPx + row * pitch.value, cells, key };
    });
  });
  watch(
    [
      () => shownRows.value[0]?.cells[0]?.index,
      () => shownRows.value.at(-1)?.cells.at(-1)?.index,
      wishes.pages,
    ],
    ([first, last]) => {
      if (first !== undefined && last !== undefined) wishes.pages().want(first, last);
    },
  );

  const observer = new ResizeObserver(() => {
    const element = scroller.value;
    if (element) size.value = { width: element.clientWidth, height: element.clientHeight };
  });
  watch(scroller, (element, before) => {
    if (before) observer.unobserve(before);
    if (element) observer.observe(element);
  });
  onMounted(() => {
    if (scroller.value) observer.observe(scroller.value);
    // The keyboard is on the grid, unless it is already somewhere else.
    if (document.activeElement === document.body) scroller.value?.focus({ preventScroll: true });
  });
  onUnmounted(() => observer.disconnect());

  return {
    ...{ geometry, rowPx, rows, rowsInView, picturePx, shownRows },
    sheetPx: computed(() => virtualizer.value.getTotalSize()),
    /** The first tile in view while the grid flies past, where nothing else says it; else null. */
    passing: computed(() => {
      const { startIndex = 0 } = flying.value ? (virtualizer.value.range ?? {}) : {};
      return flying.value ? startIndex * geometry.value.columns : null;
    }),
    reveal: (index: number) => virtualizer.value.scrollToIndex(Math.floor(index / geometry.value.columns)),
    /** Whether the tile's cell is there: only then may `aria-activedescendant` name it. */
    isShown: (index: number | null) =>
      shownRows.value.some(({ cells }) => cells.some((cell) => cell.index === index)),
  };
}
