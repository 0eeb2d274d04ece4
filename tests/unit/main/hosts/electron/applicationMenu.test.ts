import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { ShownMenus } from '@shared/contract/desktop';
import { firstMenu, menuTemplate } from '../../../../../src/main/hosts/electron/applicationMenu';

const shown: ShownMenus = {
  language: 'en',
  menus: [
    {
      label: 'Points & lines',
      items: [
        { kind: 'command', command: 'a.b', label: 'Do it', chord: 'Mod+K', enabled: true },
        { kind: 'command', command: 'c.d', label: 'Not now', chord: null, enabled: false },
        { kind: 'separator' },
        { kind: 'recent', label: 'Open recent' },
        { kind: 'role', role: 'quit', label: 'Quit' },
      ],
    },
  ],
};
const recent = [
  { folder: '/a & b', openedAt: '', exists: true },
  { folder: '/gone', openedAt: '', exists: false },
];

function build(platform: NodeJS.Platform) {
  const done: string[] = [];
  const deeds = {
    command: (command: string) => void done.push(command),
    openProject: (folder: string) => void done.push(`open ${folder}`),
  };
  return { template: menuTemplate(shown, recent, deeds, platform), done };
}
const submenu = (item: MenuItemConstructorOptions | undefined): MenuItemConstructorOptions[] =>
  item!.submenu as MenuItemConstructorOptions[];
const click = (item: MenuItemConstructorOptions): void =>
  item.click!({} as never, undefined as never, {} as never);

describe('menuTemplate', () => {
  it('shows the window’s commands with their keys, which stay the window’s', () => {
    const { template, done } = build('linux');
    expect(template[0]!.label).toBe('Points && lines');
    const [first, second, separator, , quit] = submenu(template[0]);
    expect(first).toMatchObject({
      label: 'Do it',
      enabled: true,
      accelerator: 'CommandOrControl+K',
      registerAccelerator: false,
    });
    expect(second).toMatchObject({ label: 'Not now', enabled: false });
    expect(second).not.toHaveProperty('accelerator');
    expect(separator).toEqual({ type: 'separator' });
    expect(quit).toEqual({ role: 'quit', label: 'Quit' });
    click(first!);
    expect(done).toEqual(['a.b']);
  });

  it('lists the recent projects that are still there', () => {
    const { template, done } = build('linux');
    const list = submenu(template[0])[3]!;
    expect(submenu(list).map(({ label }) => label)).toEqual(['/a && b']);
    click(submenu(list)[0]!);
    expect(done).toEqual(['open /a & b']);
    const none = menuTemplate(shown, [], { command: () => undefined, openProject: () => undefined }, 'linux');
    expect(submenu(none[0])[3]).toMatchObject({ enabled: false });
  });

  it('has the menus that a Mac expects around it', () => {
    const roles = build('darwin').template.map(({ role }) => role);
    expect([roles[0], roles.at(-1)]).toEqual(['appMenu', 'windowMenu']);
  });
});

describe('firstMenu', () => {
  it('can always quit, and edit text on a Mac', () => {
    expect(JSON.stringify(firstMenu('linux'))).toContain('quit');
    expect(firstMenu('darwin').map(({ role }) => role)).toEqual(['appMenu', 'editMenu', 'windowMenu']);
  });
});
