import type { StudioClient } from '@shared/contract/client';
import { sessionPath, socketPath } from '@shared/contract/socket';
import { createSocketClient } from './socketClient';

declare global {
  interface Window {
    /** What the desktop's preload puts into its window. */
    readonly facet?: StudioClient;
  }
}

let client: StudioClient | null = null;

/** The studio behind this page, the same for all of it: over the desktop's bridge where there is one, else a socket. */
export function studio(): StudioClient {
  client ??= window.facet ?? connectBySocket(new URL(window.location.href));
  return client;
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
