import type * as Electron from 'electron';

/** What is used of Electron to be noticed while the window is not looked at. */
export interface AttentionRuntime {
  readonly app: Pick<Electron.App, 'setBadgeCount'>;
  readonly Notification: (new (
    options: Electron.NotificationConstructorOptions,
  ) => Pick<Electron.Notification, 'on' | 'show'>) &
    Pick<typeof Electron.Notification, 'isSupported'>;
}

/** Progress in the dock or taskbar, a badge with the number of ends not yet seen, and a notification for each. */
export class Attention {
  private unseen = 0;

  constructor(
    private readonly runtime: AttentionRuntime,
    private readonly window: () => Electron.BrowserWindow | null,
  ) {}

  showProgress({ working, share }: { readonly working: boolean; readonly share: number | null }): void {
    const window = this.window();
    if (!window || window.isDestroyed()) return;
    // Electron: below 0 is none, above 1 is one that nobody knows the end of.
    if (!working) window.setProgressBar(-1);
    else if (share === null) window.setProgressBar(2);
    else window.setProgressBar(share);
  }

  /** Answers whether it was shown: not to someone who sees the window. */
  notify({ title, text }: { readonly title: string; readonly text: string }): boolean {
    const window = this.window();
    if (!window || window.isDestroyed() || window.isFocused()) return false;
    this.unseen += 1;
    this.runtime.app.setBadgeCount(this.unseen);
    window.flashFrame(true);
    if (!this.runtime.Notification.isSupported()) return false;
    const notification = new this.runtime.Notification({ title, body: text });
    notification.on('click', () => bringForward(window));
    notification.show();
    return true;
  }

  /** The window is looked at again. */
  seen(): void {
    this.unseen = 0;
    this.runtime.app.setBadgeCount(0);
    const window = this.window();
    if (window && !window.isDestroyed()) window.flashFrame(false);
  }
}

export function bringForward(window: Electron.BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
