import type { ComputedRef } from 'vue';
import type { LibraryTile } from '@shared/contract/library';
import { keysWaitFor } from '../../commands/registry';
import { lassoed, moved, type GridGeometry, type Rectangle } from './gridGeometry';
import { chooseOnly, lasso, moveTo, span, spanTo, toggle } from './selection';
import { useLibrary } from './store';

/** What clicks, keys and frames mean to the selection. Ids of tiles that are not at hand are asked for. */
export function useGridSelection(
  geometry: ComputedRef<GridGeometry>,
  rowsInView: ComputedRef<number>,
  hooks: {
    readonly at: (index: number) => LibraryTile | undefined;
    readonly reveal: (index: number) => void;
    readonly open: (faceId: number) => void;
  },
) {
  const library = useLibrary();
  const withMod = (event: MouseEvent | KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

  async function chooseFramed(rectangle: Rectangle, keepOthers: boolean): Promise<void> {
    const indices = lassoed(geometry.value, library.total, rectangle);
    const [first, last] = [indices[0], indices.at(-1)];
    if (first === undefined || last === undefined) {
      if (!keepOthers) library.clearSelection();
      return;
    }
    const ids = await library.idsFrom(first, last - first + 1);
    const chosen = indices.map((index) => ids[index - first]).filter((id) => id !== undefined);
    library.choose(lasso(library.selection, chosen, keepOthers));
  }

  function frame(rectangle: Rectangle, keepOthers: boolean): void {
    keysWaitFor(chooseFramed(rectangle, keepOthers));
  }

  async function spanOver(index: number, keepOthers: boolean): Promise<void> {
    const before = library.selection;
    library.choose(moveTo(before, index));
    const { offset, limit } = spanTo(before, index);
    const ids = await library.idsFrom(offset, limit);
    library.choose(span({ ...before, anchor: before.anchor ?? before.active }, index, ids, keepOthers));
  }

  function click(event: MouseEvent, index: number | null): void {
    const tile = index === null ? undefined : hooks.at(index);
    if (index === null || !tile) {
      if (!withMod(event) && !event.shiftKey) library.clearSelection();
    } else if (event.shiftKey) keysWaitFor(spanOver(index, withMod(event)));
    else if (withMod(event)) library.choose(toggle(library.selection, index, tile.id));
    else library.choose(chooseOnly(index, tile.id));
  }

  function press(event: KeyboardEvent): void {
    if (event.altKey) return;
    const { active } = library.selection;
    const tile = hooks.at(active);
    if (event.key === 'Enter' && tile) hooks.open(tile.id);
    else if (event.key === ' ' && tile) library.choose(toggle(library.selection, active, tile.id));
    else {
      const { columns } = geometry.value;
      const target = moved(event.key, active, {
        columns,
        rowsInView: rowsInView.value,
        total: library.total,
      });
      if (target === null) return;
      keysWaitFor(move(target, event.shiftKey, withMod(event)));
    }
    event.preventDefault();
  }

  async function move(index: number, spanning: boolean, only: boolean): Promise<void> {
    hooks.reveal(index);
    if (spanning) return spanOver(index, only);
    library.choose(moveTo(library.selection, index));
    if (only) return;
    const id = hooks.at(index)?.id ?? (await library.idsFrom(index, 1))[0];
    // A key that was pressed meanwhile has moved on.
    if (id !== undefined && library.selection.active === index) library.choose(chooseOnly(index, id));
  }

  return { frame, click, press };
}
