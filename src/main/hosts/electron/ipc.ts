import type * as Electron from 'electron';
import type { Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { EventPorts } from './eventPorts';
import { isTrustedSender } from './security';

/** The names on Electron's wire; the preload has the same. */
export const wire = { request: 'facet:request', listen: 'facet:listen', events: 'facet:events' } as const;

/**
 * Requests by invoke, events by a port that the page asks for. Whoever speaks must be the main frame of a page of
 * ours; what it says is parsed by the studio.
 */
export function bindIpc(
  {
    ipcMain,
    MessageChannelMain,
  }: {
    readonly ipcMain: Pick<Electron.IpcMain, 'handle' | 'on'>;
    readonly MessageChannelMain: new () => Pick<Electron.MessageChannelMain, 'port1' | 'port2'>;
  },
  studio: Pick<StudioClient, 'request'>,
  ports: EventPorts,
): void {
  ipcMain.handle(wire.request, (event, channel: unknown, params: unknown) => {
    if (!isTrustedSender(event.senderFrame)) {
      return { error: { code: 'foreign-sender', message: 'This window may not talk to the studio.' } };
    }
    // The studio parses the channel's name and parameters: nothing of what a renderer says is believed.
    return studio.request(channel as Channel, params as Params<Channel>);
  });
  ipcMain.on(wire.listen, (event) => {
    const frame = event.senderFrame;
    if (frame === null || !isTrustedSender(frame)) return;
    const { port1, port2 } = new MessageChannelMain();
    ports.add(port1);
    frame.postMessage(wire.events, null, [port2]);
  });
}
