import type { StudioClient } from '@shared/contract/client';
import type { DesktopBridge } from '@shared/contract/desktop';
import { sessionPath, socketPath } from '@shared/contract/socket';
import { createDesktopClient } from './desktopClient';
import { createSocketClient } from './socketClient';

declare global {
  interface Window {
    /** What the desktop's preload puts into its window. */
    readonly facet?: DesktopBridge<File>;
  }
}

let client: StudioClient | null = null;

/** The studio behind this page, the same for all of it: over the desktop's bridge where there is one, else a socket. */
export function studio(): StudioClient {
  client ??= window.facet
    ? createDesktopClient(window.facet)
    : connectBySocket(new URL(window.location.href));
  return client;
}

/** The path of a dropped file; null in a browser, which gives none away. */
export function pathOfDropped(file: File): string | null {
  return window.facet?.pathOf(file) || null;
}

function connectBySocket(page: URL): StudioClient {
  const address = new URL(socketPath, page);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  return createSocketClient({
    open: () => new WebSocket(address),
    isSignedIn: async () => {
      try {
        return (await fetch(sessionPath)).ok;
      } catch {
        return null;
      }
    },
  });
}
