/** Keys that Electron calls otherwise than the DOM. */
const names: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};
const known =
  /^(?:[A-Z0-9]|F\d{1,2}|Up|Down|Left|Right|Plus|Space|Tab|Enter|Escape|Delete|Backspace|Home|End|PageUp|PageDown|CommandOrControl|Alt|Shift|[!-/:-@[-`{-~])$/;

/**
 * A chord of the window as Electron spells it; null for what Electron has no word for. On a Mac the menu acts on its
 * keys itself wherever the focus is, so that a single letter there would type commands into text fields.
 */
export function acceleratorOf(chord: string, platform: NodeJS.Platform): string | null {
  const parts = (chord === '+' ? ['+'] : chord.split(/\+(?=.)/)).map((part) => names[part] ?? part);
  if (parts.some((part) => part === '' || !known.test(part))) return null;
  const isFreeOfTyping = parts[0] === 'CommandOrControl' || /^F\d/.test(parts.at(-1) ?? '');
  return platform === 'darwin' && !isFreeOfTyping ? null : parts.join('+');
}
