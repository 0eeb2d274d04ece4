/** The only bridge between window and studio: a function and a stream, no Electron object passes. */
import { contextBridge, ipcRenderer } from 'electron';
import type { StudioEvent } from '../shared/contract/events';

contextBridge.exposeInMainWorld('facet', {
  request: (channel: string, params: unknown): Promise<unknown> =>
    ipcRenderer.invoke('facet:request', channel, params),
  subscribe: (listener: (event: StudioEvent) => void): (() => void) => {
    const relay = (_event: unknown, payload: StudioEvent): void => listener(payload);
    ipcRenderer.on('facet:event', relay);
    return () => void ipcRenderer.off('facet:event', relay);
  },
});
