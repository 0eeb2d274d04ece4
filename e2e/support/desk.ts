import type { Page } from '@playwright/test';
import type { ExaminedPath, ShownMenus } from '../../src/shared/contract/desktop';
import type { StudioEvent } from '../../src/shared/contract/events';

/** What the page has besides the bridge, for the test. */
interface DeskPage extends Window {
  deskCalls: { readonly channel: string; readonly params: unknown }[];
  deskTell: (event: StudioEvent) => void;
}

/**
 * A desktop around a window in an ordinary browser: the bridge that the preload would put there, over the server's
 * socket, with a desktop that keeps what it is asked. The studio, the window and its client are the real ones.
 */
export class Desk {
  private constructor(private readonly page: Page) {}

  /** Before the page is opened. `kinds` says what lies at the paths that a test drops. */
  static async around(page: Page, kinds: Readonly<Record<string, ExaminedPath['kind']>>): Promise<Desk> {
    await page.addInitScript((known) => {
      const desk = window as unknown as DeskPage;
      desk.deskCalls = [];
      const waiting = new Map<number, (result: unknown) => void>();
      let listener: (event: unknown) => void = () => undefined;
      const open = (): Promise<WebSocket> => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/socket`);
        return new Promise((greeted) => {
          socket.addEventListener('message', ({ data }) => {
            const message = JSON.parse(String(data)) as {
              kind: string;
              id: number;
              result: unknown;
              event: unknown;
            };
            if (message.kind === 'hello') greeted(socket);
            if (message.kind === 'answer') waiting.get(message.id)?.(message.result);
            if (message.kind === 'event') listener(message.event);
          });
        });
      };
      // Not on the page that lets one in, which may talk to nobody.
      let opened: Promise<WebSocket> | null = null;
      const own: Record<string, (params: { paths: string[] }) => unknown> = {
        'host.describe': () => ({
          kind: 'electron',
          dialogs: true,
          folders: false,
          machine: 'desk',
          version: '1',
        }),
        'host.showMenu': () => null,
        'host.showProgress': () => null,
        'host.notify': () => ({ shown: true }),
        'host.examinePaths': ({ paths }) => paths.map((path) => ({ path, kind: known[path] ?? 'missing' })),
      };
      let lastId = 0;
      desk.deskTell = (event) => listener(event);
      Object.assign(window, {
        facet: {
          request: async (channel: string, params: unknown) => {
            const answer = own[channel];
            if (answer) {
              desk.deskCalls.push({ channel, params });
              return { ok: answer(params as { paths: string[] }) };
            }
            opened ??= open();
            const socket = await opened;
            lastId += 1;
            const id = lastId;
            socket.send(JSON.stringify({ id, channel, params }));
            return new Promise((resolve) => waiting.set(id, resolve));
          },
          listen: (hears: typeof listener) => {
            listener = hears;
            return () => (listener = () => undefined);
          },
          // A test names what it drops by its whole path.
          pathOf: (file: File) => file.name.replaceAll('|', '/'),
        },
      });
    }, kinds);
    return new Desk(page);
  }

  async tell(event: StudioEvent): Promise<void> {
    await this.page.evaluate((told) => (window as unknown as DeskPage).deskTell(told), event);
  }

  async calls(channel: string): Promise<unknown[]> {
    const calls = await this.page.evaluate(() => (window as unknown as DeskPage).deskCalls);
    return calls.filter((call) => call.channel === channel).map(({ params }) => params);
  }

  async menus(): Promise<ShownMenus> {
    return (await this.calls('host.showMenu')).at(-1) as ShownMenus;
  }

  /** Files or folders dragged over the window, and dropped where nobody else takes them. */
  async drop(...paths: readonly string[]): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      (names) => {
        const data = new DataTransfer();
        for (const name of names) data.items.add(new File(['x'], name));
        return data;
      },
      paths.map((path) => path.replaceAll('/', '|')),
    );
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer });
    await this.page.dispatchEvent('body', 'drop', { dataTransfer });
  }
}
