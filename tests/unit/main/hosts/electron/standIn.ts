import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  MessageBoxOptions,
} from 'electron';
import type { StudioEvent } from '../../../../../src/shared/contract/events';
import type { DesktopRuntime } from '../../../../../src/main/hosts/electron/desktop';

type IpcHandler = (event: unknown, ...words: unknown[]) => unknown;

/** What a frame is asked for: where it is, and what is above it. */
export interface Frame {
  readonly url: string;
  readonly parent: unknown;
  readonly postMessage?: (channel: string, message: unknown, ports: unknown[]) => void;
}

export const ownFrame: Frame = { url: 'facet://app/index.html', parent: null };

/** One end of a port: what is posted at it is kept, and closing is told to whoever listens. */
export class StandInPort extends EventEmitter {
  readonly posted: StudioEvent[] = [];
  started = false;
  closed = false;

  postMessage(message: StudioEvent): void {
    this.posted.push(message);
  }
  start(): void {
    this.started = true;
  }
  close(): void {
    this.closed = true;
  }
}

export class StandInWindow extends EventEmitter {
  static readonly opened: StandInWindow[] = [];
  readonly webContents = new EventEmitter();
  readonly done: string[] = [];
  loaded = '';
  focused = true;
  minimized = false;
  destroyed = false;
  maximized = false;
  progress: number | null = null;

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super();
    StandInWindow.opened.push(this);
  }
  async loadURL(address: string): Promise<void> {
    this.loaded = address;
    this.emit('ready-to-show');
  }
  /** As Electron does: asks first, and goes when nobody objects. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.destroyed = true;
    this.emit('closed');
  }
  isDestroyed = (): boolean => this.destroyed;
  isFocused = (): boolean => this.focused;
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => this.maximized;
  isFullScreen = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  setProgressBar = (progress: number): void => void (this.progress = progress);
  flashFrame = (flash: boolean): void => void this.done.push(flash ? 'flash' : 'calm');
  maximize = (): void => void (this.maximized = true);
  setFullScreen = (): void => void this.done.push('fullScreen');
  restore = (): void => void this.done.push('restore');
  show = (): void => void this.done.push('show');
  focus = (): void => void this.done.push('focus');
}

/** The parts of Electron that the desktop uses, standing in for a runtime that a test machine may not have. */
export class StandIn {
  /** What was asked of Electron, in its order. */
  readonly log: string[] = [];
  readonly errors: string[] = [];
  readonly questions: MessageBoxOptions[] = [];
  /** Which button a person presses. */
  response = 0;
  isFirst = true;
  readonly app = Object.assign(new EventEmitter(), {
    quits: 0,
    badge: 0,
    recent: [] as string[],
    lockData: null as unknown,
    enableSandbox: (): void => void this.log.push('sandbox'),
    whenReady: async (): Promise<void> => void this.log.push('ready'),
    requestSingleInstanceLock: (data: unknown): boolean => {
      this.app.lockData = data;
      return this.isFirst;
    },
    getLocale: () => 'it-CH',
    addRecentDocument: (path: string): void => void this.app.recent.push(path),
    setBadgeCount: (count = 0): boolean => {
      this.app.badge = count;
      return true;
    },
    quit: (): void => void (this.app.quits += 1),
  });
  readonly schemes: { readonly scheme: string; readonly privileges?: Record<string, unknown> }[] = [];
  readonly handlers = new Map<string, IpcHandler>();
  readonly listeners = new Map<string, IpcHandler>();
  readonly ports: StandInPort[] = [];
  readonly notifications: { readonly title?: string; readonly body?: string }[] = [];
  readonly external: string[] = [];
  readonly permissions = { request: null as unknown, check: null as unknown, device: null as unknown };
  menu: MenuItemConstructorOptions[] = [];
  answerScheme: ((request: Request) => Promise<Response>) | null = null;

  get window(): StandInWindow {
    return StandInWindow.opened.at(-1)!;
  }

  readonly runtime: DesktopRuntime;

  constructor() {
    StandInWindow.opened.length = 0;
    const { ports, notifications } = this;
    this.runtime = {
      app: this.app,
      BrowserWindow: StandInWindow,
      dialog: {
        showErrorBox: (_title: string, text: string): void => void this.errors.push(text),
        showMessageBox: async (_window: unknown, options: MessageBoxOptions) => {
          this.questions.push(options);
          return { response: this.response };
        },
      },
      ipcMain: {
        handle: (name: string, handler: IpcHandler): void => void this.handlers.set(name, handler),
        on: (name: string, listener: IpcHandler): void => void this.listeners.set(name, listener),
      },
      Menu: {
        buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
        setApplicationMenu: (template: MenuItemConstructorOptions[]): void => void (this.menu = template),
      },
      MessageChannelMain: class {
        readonly port1 = new StandInPort();
        readonly port2 = new StandInPort();
        constructor() {
          ports.push(this.port1);
        }
      },
      nativeTheme: { shouldUseDarkColors: true },
      Notification: class extends EventEmitter {
        static isSupported = (): boolean => true;
        constructor(readonly options: { readonly title?: string; readonly body?: string }) {
          super();
        }
        show(): void {
          notifications.push(this.options);
        }
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: StandIn['schemes']): void => {
          this.schemes.push(...schemes);
          this.log.push('scheme');
        },
        handle: (name: string, handler: NonNullable<StandIn['answerScheme']>): void => {
          this.answerScheme = handler;
          this.log.push(`handle ${name}`);
        },
      },
      screen: {
        getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
        getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler: unknown): void => void (this.permissions.request = handler),
          setPermissionCheckHandler: (handler: unknown): void => void (this.permissions.check = handler),
          setDevicePermissionHandler: (handler: unknown): void => void (this.permissions.device = handler),
        },
      },
      shell: { openExternal: async (address: string): Promise<void> => void this.external.push(address) },
      utilityProcess: {
        fork: () => {
          throw new Error('No engine is started in this test.');
        },
      },
    } as unknown as DesktopRuntime;
  }

  /** The window asks the studio. */
  async ask(channel: string, params: unknown, senderFrame: Frame | null = ownFrame): Promise<unknown> {
    return this.handlers.get('facet:request')!({ senderFrame }, channel, params);
  }

  /** A page listens; answers the studio's end of its port, or null when it was given none. */
  listen(frame: Frame = ownFrame): StandInPort | null {
    const before = this.ports.length;
    this.listeners.get('facet:listen')!({ senderFrame: { postMessage: () => undefined, ...frame } });
    return this.ports[before] ?? null;
  }

  /** A new page's contents, as Electron tells of them, and what it would be allowed. */
  contents(): {
    readonly goes: (event: string, address: string) => boolean;
    readonly opens: (address: string) => unknown;
    readonly embeds: () => boolean;
  } {
    let openWindow: (details: { readonly url: string }) => unknown = () => undefined;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof openWindow): void => void (openWindow = handler),
    });
    this.app.emit('web-contents-created', {}, contents);
    const passes = (event: string, details: object): boolean => {
      let prevented = false;
      contents.emit(event, { preventDefault: () => (prevented = true), ...details });
      return !prevented;
    };
    return {
      goes: (event, url) => passes(event, { url }),
      opens: (url) => openWindow({ url }),
      embeds: () => passes('will-attach-webview', {}),
    };
  }
}
