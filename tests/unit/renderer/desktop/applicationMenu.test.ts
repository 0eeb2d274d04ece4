import { describe, expect, it } from 'vitest';
import { showMenuSchema } from '@shared/contract/desktop';
import { commandIds, definitionOf } from '../../../../src/renderer/commands/table';
import { menusOf } from '../../../../src/renderer/desktop/applicationMenu';

const menus = menusOf({
  menuName: (menu) => menu,
  commandName: (id) => `do ${id}`,
  roleName: (role) => role,
  firstKey: (id) => definitionOf(id).keys[0] ?? null,
  canRun: (id) => id.startsWith('project.'),
});
const commands = menus.flatMap(({ items }) => items).filter((item) => item.kind === 'command');

describe('menusOf', () => {
  it('has every command that means something without a pointer, once', () => {
    const shown = commandIds.filter((id) => definitionOf(id).hidden !== true);
    expect(commands.map(({ command }) => command).sort()).toEqual([...shown].sort());
  });

  it('is what the desktop reads', () => {
    expect(showMenuSchema.safeParse({ language: 'en', menus }).success).toBe(true);
  });

  it('begins with the project, ends with help, and has a menu for each place between', () => {
    const labels = menus.map(({ label }) => label);
    expect([labels.slice(0, 3), labels.at(-1)]).toEqual([['project', 'edit', 'view'], 'help']);
    expect(labels.slice(3, 5)).toEqual(['library', 'annotate']);
    expect(labels.indexOf('annotate')).toBeLessThan(labels.indexOf('inspect'));
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('says keys and what can run', () => {
    const of = (id: string) => commands.find(({ command }) => command === id);
    expect(of('project.open')).toMatchObject({ label: 'do project.open', chord: 'Mod+O', enabled: true });
    expect(of('journal.undo')).toMatchObject({ chord: 'Mod+Z', enabled: false });
    expect(of('view.theme')).toMatchObject({ chord: null });
  });
});
