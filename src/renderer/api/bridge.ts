import type { StudioClient } from '@shared/contract/client';

/** What the preload puts into the window. */
export interface Bridge extends StudioClient {
  /** The folder a person chose, or null when they thought better of it. */
  chooseFolder(): Promise<string | null>;
}

declare global {
  interface Window {
    readonly facet?: Bridge;
  }
}

export function bridge(): Bridge {
  if (!window.facet) throw new Error('This page is Facet’s window and needs its desktop around it.');
  return window.facet;
}
