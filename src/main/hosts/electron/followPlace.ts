import type * as Electron from 'electron';
import type { WindowMemory } from './windowPlace';

/** A window that is being moved tells of every pixel. */
const quietMs = 400;

/** Writes down where the window stands when it has come to rest, and when it closes. */
export function followPlace(window: Electron.BrowserWindow, memory: Pick<WindowMemory, 'write'>): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    memory.write({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, quietMs);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('enter-full-screen', later);
  window.on('leave-full-screen', later);
  window.on('close', write);
}
