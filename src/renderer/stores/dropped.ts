import { onScopeDispose } from 'vue';
import type { ExaminedPath } from '@shared/contract/desktop';

/** Takes what was dropped onto the window, or says that it is not for it. */
export type DropTaker = (examined: readonly ExaminedPath[]) => boolean;

const takers: DropTaker[] = [];

/** The place on screen is asked first: photos that are dropped while it predicts are for it. */
export function useDropped(taker: DropTaker): void {
  takers.push(taker);
  onScopeDispose(() => takers.splice(takers.indexOf(taker), 1));
}

/** Whether somebody took it; the one that came last is asked first. */
export function claimed(examined: readonly ExaminedPath[]): boolean {
  return takers.toReversed().some((taker) => taker(examined));
}
