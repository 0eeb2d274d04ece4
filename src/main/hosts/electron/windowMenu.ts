import type * as Electron from 'electron';
import type { ShownMenus } from '@shared/contract/desktop';
import type { StudioEvent } from '@shared/contract/events';
import type { RecentProjects } from '../../system/recentProjects';
import { firstMenu, menuTemplate } from './applicationMenu';
import { languageOf, type DesktopLanguage } from './texts';

/** The application's menu, as the window last described it, and the language that the window speaks. */
export class WindowMenu {
  private shown: ShownMenus | null = null;

  constructor(
    private readonly runtime: {
      readonly app: Pick<Electron.App, 'getLocale'>;
      readonly Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
    },
    private readonly recent: Pick<RecentProjects, 'list'>,
    private readonly tell: (event: StudioEvent) => void,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {
    this.set(firstMenu(platform));
  }

  get language(): DesktopLanguage {
    return this.shown?.language ?? languageOf(this.runtime.app.getLocale());
  }

  show(menus: ShownMenus): void {
    this.shown = menus;
    const deeds = {
      command: (command: string) => this.tell({ name: 'host.command', payload: { command } }),
      openProject: (folder: string) => this.tell({ name: 'host.handedOver', payload: { paths: [folder] } }),
    };
    this.set(menuTemplate(menus, this.recent.list(), deeds, this.platform));
  }

  private set(template: Electron.MenuItemConstructorOptions[]): void {
    this.runtime.Menu.setApplicationMenu(this.runtime.Menu.buildFromTemplate(template));
  }
}
