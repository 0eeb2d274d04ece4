import { describe, expect, it } from 'vitest';
import {
  chooseOnly,
  clear,
  lasso,
  moveTo,
  nothingSelected,
  span,
  spanTo,
  toggle,
} from '../../../../../src/renderer/features/library/selection';

const ids = (selection: { ids: ReadonlySet<number> }): number[] => [...selection.ids].sort((a, b) => a - b);

describe('the selection', () => {
  it('is one face after a click, and more or fewer after Ctrl', () => {
    let selection = chooseOnly(3, 103);
    expect(ids(selection)).toEqual([103]);
    selection = toggle(selection, 5, 105);
    expect(ids(selection)).toEqual([103, 105]);
    selection = toggle(selection, 3, 103);
    expect(ids(selection)).toEqual([105]);
    expect(selection).toMatchObject({ anchor: 3, active: 3 });
  });

  it('spans from where it began, in either direction, and again from there', () => {
    const begun = chooseOnly(3, 103);
    expect(spanTo(begun, 6)).toEqual({ offset: 3, limit: 4 });
    const down = span(begun, 6, [103, 104, 105, 106], false);
    expect(spanTo(down, 1)).toEqual({ offset: 1, limit: 3 });
    const up = span(down, 1, [101, 102, 103], false);
    expect(ids(up)).toEqual([101, 102, 103]);
    expect(up.anchor).toBe(3);
  });

  it('keeps the others with Ctrl', () => {
    const begun = toggle(chooseOnly(9, 109), 1, 101);
    expect(ids(span(begun, 2, [101, 102], true))).toEqual([101, 102, 109]);
    expect(ids(lasso(begun, [105], true))).toEqual([101, 105, 109]);
    expect(ids(lasso(begun, [105], false))).toEqual([105]);
  });

  it('spans from the active tile when nothing was clicked yet', () => {
    expect(spanTo(moveTo(nothingSelected, 4), 6)).toEqual({ offset: 4, limit: 3 });
  });

  it('clears without losing its place', () => {
    expect(clear(chooseOnly(7, 107))).toEqual({ ids: new Set(), anchor: null, active: 7 });
  });
});
