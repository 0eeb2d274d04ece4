/** A key with its modifiers, spelled in one way: `Mod+Shift+Z`, `PageDown`, `?`. Mod is Ctrl, on a Mac ⌘. */
export type Chord = string;

/** The part of a keyboard event that says which chord it is. */
export interface KeyStroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

/**
 * The chord of a stroke; null while only modifiers are down. Letters and digits are the same on every layout:
 * a letter of another script counts as the Latin one on that key, and a digit that needs Shift is that digit.
 * Other symbols are what the keyboard writes, so that Shift is no part of `?`.
 */
export function chordOf(stroke: KeyStroke): Chord | null {
  if (modifierKeys.has(stroke.key) || stroke.key === 'Unidentified') return null;
  const mod = stroke.ctrlKey || stroke.metaKey;
  const key = keyOf(stroke, mod);
  const writesSymbol = key.length === 1 && !/[A-Z]/.test(key);
  return [mod && 'Mod', stroke.altKey && 'Alt', stroke.shiftKey && !writesSymbol && 'Shift', key]
    .filter(Boolean)
    .join('+');
}

function keyOf({ key, code }: KeyStroke, mod: boolean): string {
  if (key === ' ') return 'Space';
  if (key.length > 1) return key;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined && (mod || /^\d$/.test(key))) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // A letter key that writes no Latin letter and no sign: Greek, Cyrillic, Hebrew, …
  if (letter !== undefined && /^\p{L}$/u.test(key)) return letter;
  return key;
}

/** What stands on the keys of a chord, one text a key. */
export function keyCaps(chord: Chord, mac: boolean): string[] {
  const parts = chord === '+' ? ['+'] : chord.split(/\+(?=.)/);
  return parts.map((part) => (mac ? (macCaps[part] ?? caps[part]) : caps[part]) ?? part);
}

const caps: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
};
const macCaps: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
