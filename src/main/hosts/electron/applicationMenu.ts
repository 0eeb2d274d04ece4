import type * as Electron from 'electron';
import type { ShownMenuItem, ShownMenus } from '@shared/contract/desktop';
import type { RecentProject } from '@shared/contract/host';
import { acceleratorOf } from './accelerator';

type Template = Electron.MenuItemConstructorOptions;

export interface MenuDeeds {
  /** A command of the window's was chosen. */
  readonly command: (command: string) => void;
  readonly openProject: (folder: string) => void;
}

/** Until the window has said what it can do, and after a page that failed: the system's own. */
export function firstMenu(platform: NodeJS.Platform): Template[] {
  return platform === 'darwin'
    ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]
    : [{ label: 'Facet', submenu: [{ role: 'togglefullscreen' }, { role: 'quit' }] }];
}

/** The menu that the window describes, with its texts, its keys, and what can run now. */
export function menuTemplate(
  { menus }: ShownMenus,
  recent: readonly RecentProject[],
  deeds: MenuDeeds,
  platform: NodeJS.Platform,
): Template[] {
  const items = menus.map(({ label, items: shown }): Template => ({
    label: plain(label),
    submenu: shown.map((item) => itemOf(item, recent, deeds, platform)),
  }));
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...items, { role: 'windowMenu' }] : items;
}

function itemOf(
  item: ShownMenuItem,
  recent: readonly RecentProject[],
  deeds: MenuDeeds,
  platform: NodeJS.Platform,
): Template {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'role':
      return { role: item.role, label: plain(item.label) };
    case 'recent': {
      const there = recent.filter(({ exists }) => exists);
      return {
        label: plain(item.label),
        enabled: there.length > 0,
        submenu: there.map(({ folder }) => ({
          label: plain(folder),
          click: () => deeds.openProject(folder),
        })),
      };
    }
    case 'command': {
      const accelerator = item.chord === null ? null : acceleratorOf(item.chord, platform);
      return {
        label: plain(item.label),
        enabled: item.enabled,
        click: () => deeds.command(item.command),
        // The key is the window's, which knows what has the focus; the menu shows it.
        ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      };
    }
  }
}

/** `&` marks a letter for the keyboard in the menus of Windows and Linux. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
