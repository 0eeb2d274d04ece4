import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startDesktop, type DesktopRuntime } from '../../../../../src/main/hosts/electron/desktop';
import { outFolder } from '../../../../../src/main/outFolder';
import { createStudio, type Studio } from '../../../../../src/main/studio';
import { RecentProjects } from '../../../../../src/main/system/recentProjects';
import { temporaryFolder } from '../../../../support/temporaryFolder';

type IpcHandler = (event: unknown, channel: string, params: unknown) => Promise<unknown>;

/** The parts of Electron that the desktop uses, standing in for a runtime that a test machine may not have. */
class StandIn {
  readonly app = Object.assign(new EventEmitter(), {
    quits: 0,
    enableSandbox: (): void => void this.log.push('sandbox'),
    whenReady: async (): Promise<void> => void this.log.push('ready'),
    quit: (): void => void (this.app.quits += 1),
  });
  readonly log: string[] = [];
  readonly errors: string[] = [];
  readonly sent: unknown[][] = [];
  windowOptions: { webPreferences?: Record<string, unknown> } = {};
  handler: IpcHandler = async () => undefined;

  readonly runtime = {
    app: this.app,
    BrowserWindow: class {
      webContents = {
        isDestroyed: () => false,
        send: (...words: unknown[]): void => void standIn.sent.push(words),
      };
      constructor(options: StandIn['windowOptions']) {
        standIn.windowOptions = options;
      }
      async loadURL(address: string): Promise<void> {
        standIn.log.push(`load ${address}`);
      }
    },
    dialog: { showErrorBox: (_title: string, text: string): void => void this.errors.push(text) },
    ipcMain: { handle: (_name: string, handler: IpcHandler): void => void (this.handler = handler) },
    protocol: {
      registerSchemesAsPrivileged: (): void => void this.log.push('scheme'),
      handle: (name: string): void => void this.log.push(`handle ${name}`),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
      },
    },
  } as unknown as DesktopRuntime;
}

let standIn: StandIn;
let studio: Studio;
afterEach(() => studio.close());

async function start(project: string | null): Promise<void> {
  standIn = new StandIn();
  await startDesktop(standIn.runtime, {
    createStudio: (host) => (studio = createStudio(host)),
    project,
    recent: new RecentProjects(join(temporaryFolder(), 'recent.json')),
  });
}

const own = { senderFrame: { url: 'facet://app/index.html', parent: null } };

describe.skipIf(!existsSync(join(outFolder(), 'renderer', 'index.html')))(
  'the desktop (needs a build)',
  () => {
    it('stands on a sandbox, before anything is shown', async () => {
      await start(null);
      expect(standIn.log).toEqual([
        'scheme',
        'sandbox',
        'ready',
        'handle facet',
        'load facet://app/index.html',
      ]);
      expect(standIn.windowOptions.webPreferences).toMatchObject({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
      });
    });

    it('begins with the project that was named, and lets its window ask', async () => {
      const project = join(temporaryFolder(), 'project');
      await start(project);
      expect(await standIn.handler(own, 'project.summary', {})).toMatchObject({ ok: { folder: project } });
      expect(await standIn.handler(own, 'host.describe', {})).toMatchObject({ ok: { kind: 'electron' } });
      expect(await standIn.handler(own, 'host.recentProjects', {})).toMatchObject({
        ok: [{ folder: project }],
      });
    });

    it('answers nobody but its own window', async () => {
      await start(null);
      for (const senderFrame of [null, { url: 'https://evil.example/', parent: null }]) {
        expect(await standIn.handler({ senderFrame }, 'runs.list', {})).toMatchObject({
          error: { code: 'foreign-sender' },
        });
      }
    });

    it('tells its window the events', async () => {
      await start(null);
      const folder = join(temporaryFolder(), 'project');
      await standIn.handler(own, 'project.open', { folder, mode: 'create' });
      expect(standIn.sent).toContainEqual(['facet:event', { name: 'project.opened', payload: { folder } }]);
    });

    it('shows why a project cannot be opened, and its window all the same', async () => {
      const folder = join(temporaryFolder(), 'project');
      const other = createStudio();
      await other.request('project.open', { folder, mode: 'create' });
      await start(folder);
      await other.close();
      expect(standIn.errors).toEqual([expect.stringContaining(`process ${process.pid}`)]);
      expect(standIn.log.at(-1)).toContain('load');
    });

    it('forbids a page to go elsewhere', async () => {
      await start(null);
      const contents = Object.assign(new EventEmitter(), {
        setWindowOpenHandler: (handler: () => unknown) => expect(handler()).toEqual({ action: 'deny' }),
      });
      standIn.app.emit('web-contents-created', {}, contents);
      const prevented = (address: string): boolean => {
        let isPrevented = false;
        contents.emit('will-navigate', { preventDefault: () => (isPrevented = true) }, address);
        return isPrevented;
      };
      expect(prevented('facet://app/index.html')).toBe(false);
      expect(prevented('https://evil.example/')).toBe(true);
    });

    it('ends with its last window', async () => {
      await start(null);
      standIn.app.emit('window-all-closed');
      while (standIn.app.quits === 0) await new Promise(setImmediate);
    });
  },
);
