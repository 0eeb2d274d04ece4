/** Where a place has its keyboard: its grid, its list or its image. */
const homeSelector = 'main :is([data-home], [data-stage])';

/** Gives the keyboard back to the place, where what had it is gone. */
export function focusHome(): void {
  document.querySelector<HTMLElement>(homeSelector)?.focus({ preventScroll: true });
}
