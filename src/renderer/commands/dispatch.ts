import { commandsOf, type Bindings } from './bindings';
import { chordOf, type Chord, type KeyStroke } from './chord';
import { definitionOf, type CommandId, type CommandPlace } from './table';

/** What has the focus, as far as keys are concerned. */
export type FocusKind =
  /** Nothing, or the image: every key is free. */
  | 'stage'
  /** A button, a list, a slider, the grid: Enter, Space, Tab and arrows are its own. */
  | 'control'
  /** A field that is being written in: only what no one types is free. */
  | 'text';

const controlKeys = new Set(['Enter', 'Space', 'Tab', 'Shift+Tab', 'Home', 'End']);
const editingKeys = new Set(['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+Shift+Z']);

export function isFree(chord: Chord, focus: FocusKind): boolean {
  if (focus === 'stage') return true;
  if (focus === 'control') return !controlKeys.has(chord);
  if (/^F\d+$/.test(chord)) return true;
  return chord.startsWith('Mod+') && !editingKeys.has(chord) && !chord.endsWith('Backspace');
}

/** The command that a key stroke means here: the first that its chord asks and that can run. */
export function commandFor(
  stroke: KeyStroke,
  where: { readonly place: CommandPlace; readonly focus: FocusKind; readonly bindings: Bindings },
  canRun: (id: CommandId) => boolean,
): CommandId | null {
  const chord = chordOf(stroke);
  if (chord === null || !isFree(chord, where.focus)) return null;
  const asked = commandsOf(chord, where.place, where.bindings).filter(
    (id) => where.focus === 'stage' || definitionOf(id).onStage !== true,
  );
  return asked.find(canRun) ?? null;
}

const stageSelector = '[data-stage]';
const textSelector =
  'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

export function focusKind(element: Element | null): FocusKind {
  if (element === null || element === element.ownerDocument.body || element.matches(stageSelector)) {
    return 'stage';
  }
  return element.matches(textSelector) ? 'text' : 'control';
}
