import { join } from 'node:path';
import type * as Electron from 'electron';
import { outFolder } from '../../outFolder';
import type { WindowPlace } from './windowPlace';

/** Smaller than this, the panels leave no room for a face. */
const least = { minWidth: 900, minHeight: 600 };

export function windowOptions(
  { bounds }: Pick<WindowPlace, 'bounds'>,
  isDark: boolean,
): Electron.BrowserWindowConstructorOptions {
  return {
    ...bounds,
    ...least,
    // Shown when there is something to see; until then the ground of the theme, so that nothing flashes.
    show: false,
    backgroundColor: isDark ? '#101214' : '#f6f7f8',
    webPreferences: {
      preload: join(outFolder(), 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    },
  };
}
