import { join } from 'node:path';
import type * as Electron from 'electron';
import type { Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import { outFolder } from '../../outFolder';
import type { HostHandlers } from '../../handlers/host';
import { RecentProjects } from '../../system/recentProjects';
import { Assets } from '../assets';
import { openFirstProject } from '../firstProject';
import type { PictureMaker } from '../pictureRoute';
import { rememberingProjects } from '../rememberProjects';
import { electronHost } from './host';
import { createSchemeHandler } from './scheme';
import { appOrigin, appScheme, isOwnAddress, isTrustedSender } from './security';

/** The parts of Electron that the desktop uses: `typeof import('electron')` satisfies it, and so can a test. */
export type DesktopRuntime = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'protocol' | 'session'
>;

export interface ClosableStudio extends StudioClient {
  readonly pictures: PictureMaker;
  close(): Promise<void>;
}

export interface DesktopOptions {
  readonly createStudio: (host: HostHandlers) => ClosableStudio;
  /** The project to begin with; null for the one that was opened last. */
  readonly project: string | null;
  readonly recent?: RecentProjects;
}

/** Opens the window and binds it to a studio; returns when Electron is ready and the window stands. */
export async function startDesktop(
  { app, BrowserWindow, dialog, ipcMain, protocol, session }: DesktopRuntime,
  { createStudio, project, recent = new RecentProjects() }: DesktopOptions,
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

  let window: Electron.BrowserWindow | null = null;
  const whole = createStudio(electronHost(dialog, () => window, recent));
  const studio = rememberingProjects(whole, recent);
  const assets = Assets.load(join(outFolder(), 'renderer'));
  protocol.handle(appScheme, createSchemeHandler(assets, whole.pictures));
  await openFirstProject(studio, project, (line) => dialog.showErrorBox('Facet', line)).catch(
    (thrown: Error) =>
      // The window then shows its welcome, where another one can be chosen.
      dialog.showErrorBox('Facet', thrown.message),
  );
  window = new BrowserWindow({
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
  const { webContents } = window;
  ipcMain.handle('facet:request', (event, channel: string, params: unknown) => {
    if (!isTrustedSender(event.senderFrame)) {
      return { error: { code: 'foreign-sender', message: 'This window may not talk to the studio.' } };
    }
    // The studio parses the channel's name and parameters: nothing of what a renderer says is believed.
    return studio.request(channel as Channel, params as Params<Channel>);
  });
  const unsubscribe = studio.subscribe((event) => {
    if (!webContents.isDestroyed()) webContents.send('facet:event', event);
  });
  app.on('window-all-closed', () => {
    unsubscribe();
    window = null;
    void whole.close().finally(() => app.quit());
  });
  await window.loadURL(`${appOrigin}/index.html`);
}
