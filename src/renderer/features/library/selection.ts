/** Which faces are chosen, and the two tiles that Shift spans. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** Where a span begins; null before anything was chosen. */
  readonly anchor: number | null;
  /** The tile that the keyboard is on. */
  readonly active: number;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null, active: 0 };

/** A click, or an arrow without Shift: this face and no other. */
export function chooseOnly(index: number, id: number): Selection {
  return { ids: new Set([id]), anchor: index, active: index };
}

/** Ctrl and a click, or Space: this face in or out, the others as they were. */
export function toggle(selection: Selection, index: number, id: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: index, active: index };
}

/** Shift and a click: all from the anchor to here, whose ids the caller has fetched; with Ctrl besides the others. */
export function span(
  selection: Selection,
  index: number,
  ids: readonly number[],
  keepOthers: boolean,
): Selection {
  return {
    ids: new Set(keepOthers ? [...selection.ids, ...ids] : ids),
    anchor: selection.anchor ?? index,
    active: index,
  };
}

/** First index and count of what a span to `index` holds. */
export function spanTo(
  selection: Selection,
  index: number,
): { readonly offset: number; readonly limit: number } {
  const anchor = selection.anchor ?? selection.active;
  return { offset: Math.min(anchor, index), limit: Math.abs(anchor - index) + 1 };
}

export function lasso(selection: Selection, ids: readonly number[], keepOthers: boolean): Selection {
  return { ...selection, ids: new Set(keepOthers ? [...selection.ids, ...ids] : ids) };
}

export function everything(selection: Selection, ids: readonly number[]): Selection {
  return { ...selection, ids: new Set(ids) };
}

export function clear(selection: Selection): Selection {
  return { ids: new Set(), anchor: null, active: selection.active };
}

export function moveTo(selection: Selection, index: number): Selection {
  return { ...selection, active: index };
}
