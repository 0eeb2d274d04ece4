import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const load = async () => import('../../../../src/renderer/api/studioClient');

describe('the studio behind a page', () => {
  it('is the desktop’s bridge where there is one', async () => {
    const facet = { request: vi.fn(async () => ({ ok: 1 })), listen: vi.fn(), pathOf: () => '/a.zip' };
    vi.stubGlobal('window', { facet });
    const { studio, pathOfDropped } = await load();
    expect(await studio().request('jobs.list', {})).toEqual({ ok: 1 });
    expect(facet.request).toHaveBeenCalledWith('jobs.list', {});
    expect(pathOfDropped({} as File)).toBe('/a.zip');
  });

  it.each([
    ['http://127.0.0.1:4000/#/library', 'ws://127.0.0.1:4000/socket'],
    ['https://facet.example/', 'wss://facet.example/socket'],
  ])('is behind a socket of the page’s own server otherwise: %s', async (page, socket) => {
    const opened: string[] = [];
    class Socket {
      constructor(address: URL) {
        opened.push(address.href);
      }
      addEventListener(): void {}
    }
    vi.stubGlobal('window', { location: { href: page } });
    vi.stubGlobal('WebSocket', Socket);
    const { studio } = await load();
    expect(studio()).toBe(studio());
    expect(opened).toEqual([socket]);
  });
});
