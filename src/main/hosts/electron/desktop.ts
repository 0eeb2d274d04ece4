import { join } from 'node:path';
import type * as Electron from 'electron';
import type { StudioClient } from '@shared/contract/client';
import { failureOf } from '@shared/result';
import type { HostHandlers } from '../../handlers/host';
import { outFolder } from '../../outFolder';
import { RecentProjects } from '../../system/recentProjects';
import type { Surroundings } from '../../surroundings';
import { Assets } from '../assets';
import { openFirstProject } from '../firstProject';
import type { PictureMaker } from '../pictureRoute';
import { rememberingProjects } from '../rememberProjects';
import { Attention, bringForward, type AttentionRuntime } from './attention';
import { EventPorts } from './eventPorts';
import { followPlace } from './followPlace';
import { HandOver } from './handOver';
import { electronHost } from './host';
import { bindIpc } from './ipc';
import { guardNavigation, refusePermissions } from './navigation';
import { QuitGuard, TrainingsAtWork } from './quitGuard';
import { createSchemeHandler } from './scheme';
import { appOrigin, appScheme } from './security';
import { handedOver } from './startWords';
import { desktopTexts } from './texts';
import { startUtility } from './utilityProcess';
import { WindowMenu } from './windowMenu';
import { windowOptions } from './windowOptions';
import { placeOn, WindowMemory } from './windowPlace';

/** The parts of Electron that the desktop uses: `typeof import('electron')` satisfies it, and so can a test. */
export type DesktopRuntime = AttentionRuntime &
  Pick<
    typeof Electron,
    | 'app'
    | 'BrowserWindow'
    | 'dialog'
    | 'ipcMain'
    | 'Menu'
    | 'MessageChannelMain'
    | 'nativeTheme'
    | 'protocol'
    | 'screen'
    | 'session'
    | 'shell'
    | 'utilityProcess'
  >;

export interface ClosableStudio extends StudioClient {
  readonly pictures: PictureMaker;
  close(): Promise<void>;
}

export interface DesktopOptions {
  readonly createStudio: (host: HostHandlers, surroundings: Partial<Surroundings>) => ClosableStudio;
  /** The project to begin with; null for the one that was opened last. */
  readonly project: string | null;
  /** What came with the application (TensorFlow's binding); null when it runs from its sources. */
  readonly shippedFolder: string | null;
  readonly recent?: RecentProjects;
  readonly memory?: Pick<WindowMemory, 'read' | 'write'>;
}

/**
 * Opens the window and binds it to a studio; returns when the window stands. A second start is handed to the first,
 * which comes forward: then nothing is opened here.
 */
export async function startDesktop(electron: DesktopRuntime, options: DesktopOptions): Promise<void> {
  const { app, dialog, protocol, session } = electron;
  if (!app.requestSingleInstanceLock({ project: options.project })) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  app.enableSandbox();
  guardNavigation(app, (address) => electron.shell.openExternal(address));
  const early: string[] = [];
  let hand = (paths: readonly string[]): void => void early.push(...paths);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    hand([path]);
  });
  await app.whenReady();
  refusePermissions(session.defaultSession);
  try {
    hand = await openWindow(electron, options);
    hand(early);
  } catch (thrown) {
    dialog.showErrorBox(desktopTexts('en').startFailed, failureOf(thrown).message);
    app.quit();
  }
}

/** Answers how paths that come from outside are handed to the window. */
async function openWindow(
  electron: DesktopRuntime,
  {
    createStudio,
    project,
    shippedFolder,
    recent = new RecentProjects(),
    memory = new WindowMemory(),
  }: DesktopOptions,
): Promise<(paths: readonly string[]) => void> {
  const { app, BrowserWindow, dialog, nativeTheme, protocol, screen } = electron;
  const assets = Assets.load(join(outFolder(), 'renderer'));
  let window: Electron.BrowserWindow | null = null;
  const ports = new EventPorts();
  const tell = ports.tell.bind(ports);
  const menu = new WindowMenu(electron, recent, tell);
  const attention = new Attention(electron, () => window);
  const handOver = new HandOver(tell, () => ports.size > 0);
  const whole = createStudio(
    electronHost(dialog, () => window, recent, {
      'host.showMenu': (menus) => {
        menu.show(menus);
        // The window listens by now.
        handOver.flush();
        return null;
      },
      'host.showProgress': (progress) => {
        attention.showProgress(progress);
        return null;
      },
      'host.notify': (notice) => ({ shown: attention.notify(notice) }),
    }),
    { startProcess: startUtility(electron.utilityProcess), tensorFlow: 'when-asked', shippedFolder },
  );
  const trainings = new TrainingsAtWork();
  whole.subscribe((event) => {
    trainings.follow(event);
    if (event.name === 'project.opened') app.addRecentDocument(event.payload.folder);
    tell(event);
  });
  const studio = rememberingProjects(whole, recent);
  protocol.handle(appScheme, createSchemeHandler(assets, whole.pictures));
  bindIpc(electron, studio, ports);

  const guard = new QuitGuard({
    studio,
    trainings,
    texts: () => desktopTexts(menu.language),
    ask: (question) => (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question)),
  });
  quitInOrder(app, guard, async () => {
    ports.close();
    await whole.close();
  });

  const complain = (line: string): void =>
    dialog.showErrorBox(desktopTexts(menu.language).projectFailed, line);
  // The window then shows its welcome, where another one can be chosen.
  await openFirstProject(studio, project, complain).catch((thrown) => complain(failureOf(thrown).message));

  const place = placeOn(
    [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    memory.read(),
  );
  const opened = new BrowserWindow(windowOptions(place, nativeTheme.shouldUseDarkColors));
  window = opened;
  if (place.maximized) opened.maximize();
  if (place.fullScreen) opened.setFullScreen(true);
  followPlace(opened, memory);
  opened.once('ready-to-show', () => opened.show());
  opened.on('focus', () => attention.seen());
  opened.on('close', (event) => {
    if (guard.mayGo) return;
    event.preventDefault();
    void guard.permits().then((permitted) => {
      if (permitted) opened.close();
    });
  });
  opened.on('closed', () => (window = null));
  app.on('second-instance', (_event, _words, _folder, additionalData) => {
    bringForward(opened);
    const other = handedOver(additionalData);
    if (other !== null) handOver.hand([other]);
  });
  await opened.loadURL(`${appOrigin}/index.html`);
  return (paths) => handOver.hand(paths);
}

/** Asks once, lets every job keep what it has, and only then goes. */
function quitInOrder(
  app: Pick<Electron.App, 'on' | 'quit'>,
  guard: Pick<QuitGuard, 'mayGo' | 'permits'>,
  putAway: () => Promise<void>,
): void {
  let isPutAway = false;
  app.on('before-quit', (event) => {
    if (guard.mayGo) return;
    event.preventDefault();
    void guard.permits().then((permitted) => {
      if (permitted) app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isPutAway) return;
    event.preventDefault();
    void putAway().finally(() => {
      isPutAway = true;
      app.quit();
    });
  });
}
