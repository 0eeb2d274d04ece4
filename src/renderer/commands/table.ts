import type { Chord } from './chord';

/** Where a command is at hand. */
export type CommandPlace = 'everywhere' | 'library' | 'annotate' | 'train' | 'inspect' | 'predict';

export interface CommandDefinition {
  readonly place: CommandPlace;
  readonly keys: readonly Chord[];
  /** What CVAT's hands expect, where it differs. */
  readonly cvat?: readonly Chord[];
  /** Only while nothing but the image (or nothing) has the focus: keys that also walk or work other controls. */
  readonly onStage?: true;
  /** Left out of the palette: it needs a pointer's or a point's place to mean anything. */
  readonly hidden?: true;
}

/**
 * Every command, in the order in which one key asks them: the first that can run does. So A takes over what the model
 * suggests and the face lacks, and goes back where there is no such thing, and the arrows move the selected point, or
 * choose an attribute when none is.
 */
export const commandTable = {
  'palette.open': { place: 'everywhere', keys: ['Mod+K'] },
  'go.library': { place: 'everywhere', keys: ['Mod+1'] },
  'go.annotate': { place: 'everywhere', keys: ['Mod+2'] },
  'go.train': { place: 'everywhere', keys: ['Mod+3'] },
  'go.inspect': { place: 'everywhere', keys: ['Mod+4'] },
  'go.predict': { place: 'everywhere', keys: ['Mod+5'] },
  'go.settings': { place: 'everywhere', keys: ['Mod+,'] },
  'project.open': { place: 'everywhere', keys: ['Mod+O'] },
  'project.import': { place: 'everywhere', keys: ['Mod+I'] },
  'labels.export': { place: 'everywhere', keys: ['Mod+E'] },
  'journal.undo': { place: 'everywhere', keys: ['Mod+Z'] },
  'journal.redo': { place: 'everywhere', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  'runs.suggest': { place: 'everywhere', keys: [] },
  'view.theme': { place: 'everywhere', keys: [] },
  'view.language': { place: 'everywhere', keys: [] },
  'keys.show': { place: 'everywhere', keys: ['F1', '?'] },

  'library.search': { place: 'library', keys: ['Mod+F', '/'] },
  'library.selectAll': { place: 'library', keys: ['Mod+A'] },
  'library.clearSelection': { place: 'library', keys: ['Escape'] },
  'library.setAttribute': { place: 'library', keys: ['S'] },
  'library.accept': { place: 'library', keys: ['A'] },
  'library.confirm': { place: 'library', keys: ['C'] },
  'library.flag': { place: 'library', keys: ['F'], cvat: ['Shift+F'] },
  'library.findFaces': { place: 'library', keys: [] },
  'library.findRepeats': { place: 'library', keys: [] },
  'library.labelNext': { place: 'library', keys: [] },
  'library.delete': { place: 'library', keys: ['Delete'] },
  'library.clearFilters': { place: 'library', keys: ['Mod+Backspace'] },
  'library.points': { place: 'library', keys: ['H'] },
  'library.larger': { place: 'library', keys: ['Mod+=', 'Mod++'] },
  'library.smaller': { place: 'library', keys: ['Mod+-'] },

  'inspect.evaluate': { place: 'inspect', keys: ['E'] },
  'inspect.confirm': { place: 'inspect', keys: ['C'] },
  'inspect.checkLabels': { place: 'inspect', keys: ['K'] },
  'inspect.labelNext': { place: 'inspect', keys: [] },
  'inspect.allMistakes': { place: 'inspect', keys: ['L'] },
  'inspect.export': { place: 'inspect', keys: ['X'] },
  'predict.new': { place: 'predict', keys: ['N'] },
  'predict.save': { place: 'predict', keys: ['Mod+S'] },
  'predict.add': { place: 'predict', keys: ['Mod+Enter'] },
  'predict.search': { place: 'predict', keys: ['Mod+F', '/'] },
  'predict.points': { place: 'predict', keys: ['H'] },
  'predict.clearFilters': { place: 'predict', keys: ['Mod+Backspace'] },
  'predict.larger': { place: 'predict', keys: ['Mod+=', 'Mod++'] },
  'predict.smaller': { place: 'predict', keys: ['Mod+-'] },

  'annotate.accept': { place: 'annotate', keys: ['A'] },
  'annotate.acceptAll': { place: 'annotate', keys: ['Shift+A'] },
  'annotate.acceptSelected': { place: 'annotate', keys: ['S'] },
  'annotate.next': { place: 'annotate', keys: ['D', 'PageDown'], cvat: ['F', 'PageDown'] },
  'annotate.previous': { place: 'annotate', keys: ['A', 'PageUp'], cvat: ['D', 'PageUp'] },
  'annotate.nextUnlabelled': { place: 'annotate', keys: ['N'] },
  'annotate.otherFace': { place: 'annotate', keys: ['P'] },
  'annotate.flag': { place: 'annotate', keys: ['F'], cvat: ['Shift+F'] },
  'annotate.confirm': { place: 'annotate', keys: ['C'] },
  'annotate.toggleHidden': { place: 'annotate', keys: ['Q'] },
  'annotate.placePoint': { place: 'annotate', keys: ['Enter'], onStage: true, hidden: true },
  'annotate.box': { place: 'annotate', keys: ['B'] },
  'annotate.boxLarger': { place: 'annotate', keys: [']'], hidden: true },
  'annotate.boxSmaller': { place: 'annotate', keys: ['['], hidden: true },
  'annotate.addFace': { place: 'annotate', keys: ['Shift+B'] },
  'annotate.deleteFace': { place: 'annotate', keys: ['Shift+Delete'] },
  'annotate.removePoint': { place: 'annotate', keys: ['Delete', 'Backspace'] },
  'annotate.nextPoint': { place: 'annotate', keys: ['Tab'], onStage: true, hidden: true },
  'annotate.previousPoint': { place: 'annotate', keys: ['Shift+Tab'], onStage: true, hidden: true },
  'annotate.deselect': { place: 'annotate', keys: ['Escape'], hidden: true },
  'annotate.nudgeLeft': { place: 'annotate', keys: ['ArrowLeft'], onStage: true, hidden: true },
  'annotate.nudgeRight': { place: 'annotate', keys: ['ArrowRight'], onStage: true, hidden: true },
  'annotate.nudgeUp': { place: 'annotate', keys: ['ArrowUp'], onStage: true, hidden: true },
  'annotate.nudgeDown': { place: 'annotate', keys: ['ArrowDown'], onStage: true, hidden: true },
  'annotate.nudgeLeftFar': { place: 'annotate', keys: ['Shift+ArrowLeft'], onStage: true, hidden: true },
  'annotate.nudgeRightFar': { place: 'annotate', keys: ['Shift+ArrowRight'], onStage: true, hidden: true },
  'annotate.nudgeUpFar': { place: 'annotate', keys: ['Shift+ArrowUp'], onStage: true, hidden: true },
  'annotate.nudgeDownFar': { place: 'annotate', keys: ['Shift+ArrowDown'], onStage: true, hidden: true },
  'annotate.previousAttribute': { place: 'annotate', keys: ['ArrowUp'], onStage: true, hidden: true },
  'annotate.nextAttribute': { place: 'annotate', keys: ['ArrowDown'], onStage: true, hidden: true },
  'annotate.value1': { place: 'annotate', keys: ['1'], hidden: true },
  'annotate.value2': { place: 'annotate', keys: ['2'], hidden: true },
  'annotate.value3': { place: 'annotate', keys: ['3'], hidden: true },
  'annotate.value4': { place: 'annotate', keys: ['4'], hidden: true },
  'annotate.value5': { place: 'annotate', keys: ['5'], hidden: true },
  'annotate.value6': { place: 'annotate', keys: ['6'], hidden: true },
  'annotate.value7': { place: 'annotate', keys: ['7'], hidden: true },
  'annotate.value8': { place: 'annotate', keys: ['8'], hidden: true },
  'annotate.value9': { place: 'annotate', keys: ['9'], hidden: true },
  'annotate.clearValue': { place: 'annotate', keys: ['0'], hidden: true },
  'annotate.goOn': { place: 'annotate', keys: ['G'] },
  'annotate.zoomIn': { place: 'annotate', keys: ['Mod+=', 'Mod++', '+'] },
  'annotate.zoomOut': { place: 'annotate', keys: ['Mod+-', '-'] },
  'annotate.fit': { place: 'annotate', keys: ['Mod+0'] },
  'annotate.fitFace': { place: 'annotate', keys: ['Z'] },
  'annotate.overlay': { place: 'annotate', keys: ['H'] },
  'annotate.names': { place: 'annotate', keys: ['L'] },
  'annotate.original': { place: 'annotate', keys: ['O'] },
  'annotate.restore': { place: 'annotate', keys: [] },

  'train.start': { place: 'train', keys: ['Mod+Enter'] },
  'train.pause': { place: 'train', keys: ['P'] },
  'train.stop': { place: 'train', keys: ['Shift+S'] },
  'train.compare': { place: 'train', keys: ['C'] },
  'train.delete': { place: 'train', keys: ['Delete'] },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandId = keyof typeof commandTable;

export const commandIds = Object.keys(commandTable) as CommandId[];

export function definitionOf(id: CommandId): CommandDefinition {
  return commandTable[id];
}
