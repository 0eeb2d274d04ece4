import { describe, expect, it } from 'vitest';
import { chordOf, keyCaps, type KeyStroke } from '../../../../src/renderer/commands/chord';

const stroke = (key: string, code: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
});

describe('chordOf', () => {
  it('spells modifiers in one order, and ⌘ as Ctrl', () => {
    expect(chordOf(stroke('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }))).toBe('Mod+Shift+Z');
    expect(chordOf(stroke('z', 'KeyZ', { metaKey: true }))).toBe('Mod+Z');
    expect(chordOf(stroke('ArrowLeft', 'ArrowLeft', { shiftKey: true }))).toBe('Shift+ArrowLeft');
    expect(chordOf(stroke(' ', 'Space'))).toBe('Space');
  });

  it('waits while only modifiers are down, and while a sign is being composed', () => {
    for (const key of ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process']) {
      expect(chordOf(stroke(key, key))).toBeNull();
    }
  });

  it('is the same whether Caps Lock is on', () => {
    expect(chordOf(stroke('a', 'KeyA'))).toBe('A');
    expect(chordOf(stroke('A', 'KeyA'))).toBe('A');
    expect(chordOf(stroke('A', 'KeyA', { shiftKey: true }))).toBe('Shift+A');
  });

  it('leaves Shift out of a symbol that needs it: ? is there on every layout', () => {
    expect(chordOf(stroke('?', 'Slash', { shiftKey: true }))).toBe('?');
    expect(chordOf(stroke('?', 'Minus', { shiftKey: true }))).toBe('?');
    expect(chordOf(stroke('+', 'Equal', { ctrlKey: true, shiftKey: true }))).toBe('Mod++');
  });

  it('reads digits also where they need Shift (French) or Ctrl hides them', () => {
    expect(chordOf(stroke('1', 'Digit1', { shiftKey: true }))).toBe('1');
    expect(chordOf(stroke('&', 'Digit1', { ctrlKey: true }))).toBe('Mod+1');
    expect(chordOf(stroke('7', 'Numpad7'))).toBe('7');
    expect(chordOf(stroke('!', 'Digit1', { shiftKey: true }))).toBe('!');
  });

  it('takes the Latin letter of a key that writes another script', () => {
    expect(chordOf(stroke('ф', 'KeyA'))).toBe('A');
    expect(chordOf(stroke('Ω', 'KeyV', { ctrlKey: true }))).toBe('Mod+V');
  });

  it('takes a Latin letter by what it writes, not by where it stands (Dvorak, QWERTZ)', () => {
    expect(chordOf(stroke('z', 'KeyY', { ctrlKey: true }))).toBe('Mod+Z');
  });
});

describe('keyCaps', () => {
  it('says what stands on the keys', () => {
    expect(keyCaps('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(keyCaps('PageDown', false)).toEqual(['PgDn']);
  });

  it('does not take the plus key for a joint', () => {
    expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+']);
    expect(keyCaps('+', false)).toEqual(['+']);
  });
});
