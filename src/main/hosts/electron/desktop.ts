import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type * as Electron from 'electron';
import type { Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import { outFolder } from '../../outFolder';
import {
  appOrigin,
  appScheme,
  assetPath,
  contentSecurityPolicy,
  isOwnAddress,
  isTrustedSender,
} from './security';

/** The parts of Electron that the desktop uses: `typeof import('electron')` satisfies it, and so can a test. */
export type DesktopRuntime = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'protocol' | 'session'
>;

export interface ClosableStudio extends StudioClient {
  close(): Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Opens the window and binds it to a studio; returns when Electron is ready and the window stands. */
export async function startDesktop(
  { app, BrowserWindow, dialog, ipcMain, protocol, session }: DesktopRuntime,
  createStudio: () => ClosableStudio,
): Promise<void> {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, address) => {
      if (!isOwnAddress(address)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  await app.whenReady();
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  protocol.handle(appScheme, (request) => serveAsset(request.url));

  const studio = createStudio();
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    backgroundColor: '#101214',
    webPreferences: {
      preload: join(outFolder(), 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  ipcMain.handle('facet:request', (event, channel: string, params: unknown) => {
    if (!isTrustedSender(event.senderFrame)) {
      return { error: { code: 'foreign-sender', message: 'This window may not talk to the studio.' } };
    }
    // The studio parses the channel's name and parameters: nothing of what a renderer says is believed.
    return studio.request(channel as Channel, params as Params<Channel>);
  });
  ipcMain.handle('facet:choose-folder', async (event) => {
    if (!isTrustedSender(event.senderFrame)) return null;
    const choice = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
    return choice.canceled ? null : (choice.filePaths[0] ?? null);
  });
  const unsubscribe = studio.subscribe((event) => {
    if (!window.isDestroyed()) window.webContents.send('facet:event', event);
  });
  app.on('window-all-closed', () => {
    unsubscribe();
    void studio.close().finally(() => app.quit());
  });
  await window.loadURL(`${appOrigin}/index.html`);
}

/** A file of the built renderer, with the policy that forbids it to load anything from elsewhere. */
export async function serveAsset(address: string): Promise<Response> {
  const path = assetPath(address);
  const contentType = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || contentType === undefined) return new Response('Not found', { status: 404 });
  try {
    const bytes = await readFile(join(outFolder(), 'renderer', path));
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
