import type * as Electron from 'electron';
import { isOwnAddress, mayOpenOutside } from './security';

/**
 * No page goes anywhere: the window stays on its own pages, opens no others, and embeds none. The few addresses that
 * Facet itself links to open in the person's browser.
 */
export function guardNavigation(
  app: Pick<Electron.App, 'on'>,
  openExternal: (address: string) => Promise<void>,
): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: Pick<Electron.Event, 'preventDefault'>, address: string): void => {
      if (!isOwnAddress(address)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stay(event, event.url));
    contents.on('will-frame-navigate', (event) => stay(event, event.url));
    contents.on('will-redirect', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      // A browser that does not open is no reason to do anything else with the address.
      if (mayOpenOutside(url)) void openExternal(url).catch(() => undefined);
      return { action: 'deny' };
    });
  });
}

/** Camera, microphone, place, screen, files, devices: a studio for photos on the disk needs none of it. */
export function refusePermissions(
  session: Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
