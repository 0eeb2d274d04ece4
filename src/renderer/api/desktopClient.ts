import type { Answer, Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { DesktopBridge } from '@shared/contract/desktop';
import type { StudioEvent } from '@shared/contract/events';
import type { Failure, Result } from '@shared/result';

/** The studio behind the desktop's bridge: one port for the whole page, however many listen. */
export function createDesktopClient<SystemFile>(
  bridge: Pick<DesktopBridge<SystemFile>, 'request' | 'listen'>,
): StudioClient {
  const listeners = new Set<(event: StudioEvent) => void>();
  let stop: (() => void) | null = null;
  return {
    request: async <Name extends Channel>(
      channel: Name,
      params: Params<Name>,
    ): Promise<Result<Answer<Name>>> => {
      try {
        return (await bridge.request(channel, params)) as Result<Answer<Name>>;
      } catch {
        return { error: studioGone };
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      stop ??= bridge.listen((event) => {
        for (const each of listeners) each(event as StudioEvent);
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

/** The process behind the window is ending, or has failed: the window goes with it. */
const studioGone: Failure = {
  code: 'connection-lost',
  message:
    'The studio did not answer, so that nobody knows whether this was done. Start Facet again, and look.',
};
