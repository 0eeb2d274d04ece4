/** What Electron gives a utility process instead of `process.send`. */
export interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** A utility process has no channel that could be closed to tell it to go: it is told by this word. */
export const hangUpMessage = 'facet:hang-up';

/** Null in a process that Node forked. */
export function parentPort(): UtilityPort | null {
  return (process as NodeJS.Process & { readonly parentPort?: UtilityPort }).parentPort ?? null;
}
