import { describe, expect, it } from 'vitest';
import { acceleratorOf } from '../../../../../src/main/hosts/electron/accelerator';
import { commandTable, type CommandDefinition } from '../../../../../src/renderer/commands/table';

describe('acceleratorOf', () => {
  it.each([
    ['Mod+Shift+Z', 'CommandOrControl+Shift+Z'],
    ['Mod++', 'CommandOrControl+Plus'],
    ['Mod+=', 'CommandOrControl+='],
    ['Mod+-', 'CommandOrControl+-'],
    ['Mod+1', 'CommandOrControl+1'],
    ['+', 'Plus'],
    ['?', '?'],
    ['PageDown', 'PageDown'],
    ['ArrowLeft', 'Left'],
    ['F1', 'F1'],
  ])('%s is %s', (chord, accelerator) => {
    expect(acceleratorOf(chord, 'linux')).toBe(accelerator);
  });

  it('knows every key that a command has', () => {
    const chords = Object.values<CommandDefinition>(commandTable).flatMap(({ keys, cvat = [] }) => [
      ...keys,
      ...cvat,
    ]);
    for (const chord of chords) expect(acceleratorOf(chord, 'win32'), chord).not.toBeNull();
  });

  it('has no word for keys that Electron does not know', () => {
    for (const chord of ['Mod+Ω', 'BrowserBack', '', 'Mod+', 'à']) {
      expect(acceleratorOf(chord, 'linux'), chord).toBeNull();
    }
  });

  it('leaves the keys of typing to the window on a Mac, whose menus act wherever the focus is', () => {
    expect(acceleratorOf('F', 'darwin')).toBeNull();
    expect(acceleratorOf('Delete', 'darwin')).toBeNull();
    expect(acceleratorOf('Mod+F', 'darwin')).toBe('CommandOrControl+F');
    expect(acceleratorOf('F1', 'darwin')).toBe('F1');
  });
});
