import { watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { studio } from '../api/studioClient';
import { keysOf } from '../commands/bindings';
import { canRun } from '../commands/registry';
import { useHost } from '../stores/host';
import { usePreferences } from '../stores/preferences';
import { menusOf } from './applicationMenu';

/** Keeps the application's menu as the window is: its language, its keys, what can run, the recent projects. */
export function useApplicationMenu(): void {
  const { t, locale } = useI18n();
  const preferences = usePreferences();
  const host = useHost();
  let shown = '';
  watchEffect(
    () => {
      const menus = menusOf({
        menuName: (menu) =>
          menu in menuNames ? t(menuNames[menu as keyof typeof menuNames]) : t(`place.${menu}`),
        commandName: (id) => t(`command.${id}`),
        roleName: (role) => t(`desktop.role.${role}`),
        firstKey: (id) => keysOf(id, preferences.bindings)[0] ?? null,
        canRun,
      });
      const params = { language: locale.value === 'it' ? ('it' as const) : ('en' as const), menus };
      // The recent projects are the desktop's own list: it is read anew with each menu.
      const now = JSON.stringify([params, host.recent]);
      if (now === shown) return;
      shown = now;
      void studio().request('host.showMenu', params);
    },
    { flush: 'post' },
  );
}

const menuNames = {
  project: 'desktop.menu.project',
  edit: 'desktop.menu.edit',
  view: 'desktop.menu.view',
  help: 'desktop.menu.help',
} as const;
