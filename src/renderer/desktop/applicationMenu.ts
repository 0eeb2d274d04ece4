import type { MenuRole, ShownMenuItem, ShownMenus } from '@shared/contract/desktop';
import type { Chord } from '../commands/chord';
import { commandIds, definitionOf, type CommandId, type CommandPlace } from '../commands/table';

type Menu = 'project' | 'edit' | 'view' | 'help' | Exclude<CommandPlace, 'everywhere'>;

/** What the menu is drawn from: the window's texts and what can run now. */
export interface MenuTexts {
  readonly menuName: (menu: Menu) => string;
  readonly commandName: (id: CommandId) => string;
  readonly roleName: (role: MenuRole | 'recent') => string;
  readonly firstKey: (id: CommandId) => Chord | null;
  readonly canRun: (id: CommandId) => boolean;
}

/** By the first word of a command that is at hand everywhere; the others have a menu of their place. */
const menuOfRoom: Readonly<Record<string, Menu>> = {
  journal: 'edit',
  go: 'view',
  view: 'view',
  palette: 'view',
  keys: 'help',
};

function menuOf(id: CommandId): Menu {
  const { place } = definitionOf(id);
  return place === 'everywhere' ? (menuOfRoom[id.split('.')[0]!] ?? 'project') : place;
}

type Ending = readonly (MenuRole | 'recent' | 'separator')[];
/** What the system does itself, after the commands. */
const endings: Partial<Readonly<Record<Menu, Ending>>> = {
  project: ['separator', 'recent', 'separator', 'quit'],
  edit: ['separator', 'cut', 'copy', 'paste'],
  view: ['separator', 'togglefullscreen'],
  help: ['about'],
};

/**
 * Every command that means something without a pointer's place, by menus: the project's, editing, looking, one for
 * each place, help. The keys are those that a person has bound.
 */
export function menusOf(texts: MenuTexts): ShownMenus['menus'] {
  const shown = commandIds.filter((id) => definitionOf(id).hidden !== true);
  const places = [...new Set(shown.map(menuOf))].filter((menu) => !(menu in endings)).sort(asInTheRail);
  const order: Menu[] = ['project', 'edit', 'view', ...places, 'help'];
  return order.map((menu) => ({
    label: texts.menuName(menu),
    items: [
      ...shown.filter((id) => menuOf(id) === menu).map((id) => commandItem(id, texts)),
      ...(endings[menu] ?? []).map((ending) => endingItem(ending, texts)),
    ],
  }));
}

/** The places come in the order of the commands that lead to them. */
function asInTheRail(left: Menu, right: Menu): number {
  const placeOf = (menu: Menu): number => commandIds.findIndex((id) => id === `go.${menu}`);
  return placeOf(left) - placeOf(right);
}

function commandItem(id: CommandId, texts: MenuTexts): ShownMenuItem {
  const label = texts.commandName(id);
  return { kind: 'command', command: id, label, chord: texts.firstKey(id), enabled: texts.canRun(id) };
}

function endingItem(ending: Ending[number], { roleName }: MenuTexts): ShownMenuItem {
  if (ending === 'separator') return { kind: 'separator' };
  if (ending === 'recent') return { kind: 'recent', label: roleName(ending) };
  return { kind: 'role', role: ending, label: roleName(ending) };
}
