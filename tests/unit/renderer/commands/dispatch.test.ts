import { describe, expect, it } from 'vitest';
import { defaultBindings } from '../../../../src/renderer/commands/bindings';
import { commandFor, isFree, type FocusKind } from '../../../../src/renderer/commands/dispatch';
import type { CommandId, CommandPlace } from '../../../../src/renderer/commands/table';

const always = (): boolean => true;

function pressed(
  key: string,
  focus: FocusKind,
  canRun: (id: CommandId) => boolean = always,
  place: CommandPlace = 'annotate',
): CommandId | null {
  const stroke = { key, code: key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return commandFor(stroke, { place, focus, bindings: defaultBindings }, canRun);
}

describe('commandFor', () => {
  it('asks the first command of a key that can run', () => {
    expect(pressed('a', 'stage')).toBe('annotate.accept');
    expect(pressed('a', 'stage', (id) => id !== 'annotate.accept')).toBe('annotate.previous');
    expect(pressed('ArrowUp', 'stage', (id) => id !== 'annotate.nudgeUp')).toBe('annotate.previousAttribute');
    expect(pressed('a', 'stage', () => false)).toBeNull();
  });

  it('knows where it is', () => {
    expect(pressed('d', 'stage', always, 'library')).toBeNull();
    expect(pressed('d', 'stage', always, 'annotate')).toBe('annotate.next');
    expect(pressed('F1', 'stage', always, 'everywhere')).toBe('keys.show');
  });

  it('leaves a control its own keys', () => {
    expect(pressed('Tab', 'stage')).toBe('annotate.nextPoint');
    expect(pressed('Tab', 'control')).toBeNull();
    expect(pressed('ArrowLeft', 'control')).toBeNull();
    expect(pressed('d', 'control')).toBe('annotate.next');
  });

  it('leaves a field everything that is typed', () => {
    for (const key of ['d', '1', 'Tab', 'Escape', 'Delete', '?']) expect(pressed(key, 'text')).toBeNull();
    expect(pressed('F1', 'text')).toBe('keys.show');
  });
});

describe('isFree', () => {
  it('leaves editing to a field, and takes the rest of what Ctrl does', () => {
    for (const chord of ['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+Backspace']) {
      expect(isFree(chord, 'text')).toBe(false);
    }
    expect(isFree('Mod+K', 'text')).toBe(true);
    expect(isFree('Mod+1', 'text')).toBe(true);
  });
});
