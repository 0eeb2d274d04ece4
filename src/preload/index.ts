/** The only bridge between window and studio: three functions and plain data, no object of Electron's passes. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from '../shared/contract/desktop';

const bridge: DesktopBridge<File> = {
  request: (channel, params) => ipcRenderer.invoke('facet:request', channel, params),
  listen: (listener) => {
    let port: MessagePort | null = null;
    const receive = (event: { readonly ports: readonly MessagePort[] }): void => {
      port = event.ports[0] ?? null;
      if (port !== null) port.onmessage = ({ data }) => listener(data);
    };
    ipcRenderer.once('facet:events', receive);
    ipcRenderer.send('facet:listen');
    return () => {
      ipcRenderer.off('facet:events', receive);
      port?.close();
    };
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('facet', bridge);
