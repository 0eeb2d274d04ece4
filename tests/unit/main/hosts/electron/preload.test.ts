import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { DesktopBridge } from '../../../../../src/shared/contract/desktop';
import { outFolder } from '../../../../../src/main/outFolder';

const built = join(outFolder(), 'preload', 'index.cjs');

/** The built preload, run as a sandbox runs it: with `require('electron')` and nothing else. */
function load() {
  const listeners = new Map<string, (event: { ports: unknown[] }) => void>();
  const sent: string[] = [];
  const invoked: unknown[][] = [];
  let exposed: DesktopBridge<string> | null = null;
  const electron = {
    contextBridge: { exposeInMainWorld: (_name: string, api: DesktopBridge<string>) => (exposed = api) },
    ipcRenderer: {
      invoke: async (...words: unknown[]) => {
        invoked.push(words);
        return { ok: 1 };
      },
      once: (name: string, listener: (event: { ports: unknown[] }) => void) => listeners.set(name, listener),
      off: (name: string) => listeners.delete(name),
      send: (name: string) => sent.push(name),
    },
    webUtils: { getPathForFile: (file: string) => `/path/of/${file}` },
  };
  runInContext(
    readFileSync(built, 'utf8'),
    createContext({ require: () => electron, exports: {}, module: {} }),
  );
  return { bridge: exposed as unknown as DesktopBridge<string>, listeners, sent, invoked };
}

describe.skipIf(!existsSync(built))('the preload (needs a build)', () => {
  it('passes a request on and its answer back', async () => {
    const { bridge, invoked } = load();
    expect(await bridge.request('jobs.list', {})).toEqual({ ok: 1 });
    expect(invoked).toEqual([['facet:request', 'jobs.list', {}]]);
  });

  it('asks for a port, hands on what comes by it, and closes it', () => {
    const { bridge, listeners, sent } = load();
    const heard: unknown[] = [];
    const stop = bridge.listen((event) => heard.push(event));
    expect(sent).toEqual(['facet:listen']);
    const port = { onmessage: null as null | ((event: { data: unknown }) => void), closed: false };
    listeners.get('facet:events')!({ ports: [Object.assign(port, { close: () => (port.closed = true) })] });
    port.onmessage!({ data: { name: 'x' } });
    expect(heard).toEqual([{ name: 'x' }]);
    stop();
    expect(port.closed).toBe(true);
  });

  it('says the path of a dropped file', () => {
    expect(load().bridge.pathOf('a.zip')).toBe('/path/of/a.zip');
  });
});
