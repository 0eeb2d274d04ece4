import { describe, expect, it } from 'vitest';
import {
  bind,
  bindingsFrom,
  commandsOf,
  conflictsOf,
  defaultBindings,
  keysOf,
  resetKeys,
  unbind,
  type Bindings,
} from '../../../../src/renderer/commands/bindings';
import { commandIds, definitionOf } from '../../../../src/renderer/commands/table';

const cvat: Bindings = { preset: 'cvat', changed: {} };

describe('the presets', () => {
  it('walk by D and A, or by F and D as in CVAT, where the flag gives way', () => {
    expect(keysOf('annotate.next', defaultBindings)).toContain('D');
    expect(keysOf('annotate.previous', defaultBindings)).toContain('A');
    expect(keysOf('annotate.next', cvat)).toContain('F');
    expect(keysOf('annotate.previous', cvat)).toContain('D');
    expect(commandsOf('F', 'annotate', cvat)).toEqual(['annotate.next']);
  });

  it('share a key only where it is said who comes first', () => {
    const shared = (bindings: Bindings): string[] => {
      const places = ['library', 'annotate'] as const;
      return places.flatMap((place) => {
        const keys = new Set(commandIds.flatMap((id) => keysOf(id, bindings)));
        return [...keys].filter((key) => commandsOf(key, place, bindings).length > 1);
      });
    };
    // A fills in what is missing before it goes back; arrows move the point before they choose an attribute.
    expect(shared(defaultBindings)).toEqual(['A', 'ArrowUp', 'ArrowDown']);
    expect(shared(cvat)).toEqual(['ArrowUp', 'ArrowDown']);
    expect(commandsOf('A', 'annotate', defaultBindings)).toEqual(['annotate.accept', 'annotate.previous']);
    expect(commandsOf('ArrowUp', 'annotate', defaultBindings)).toEqual([
      'annotate.nudgeUp',
      'annotate.previousAttribute',
    ]);
  });

  it('never bind a letter everywhere: letters are for places', () => {
    const everywhere = commandIds.filter((id) => definitionOf(id).place === 'everywhere');
    for (const id of everywhere) {
      for (const key of keysOf(id, defaultBindings)) expect(key).not.toMatch(/^[A-Z]$/);
    }
  });
});

describe('binding', () => {
  it('adds a key and takes it from the command that had it', () => {
    const changed = bind('annotate.flag', 'N', defaultBindings);
    expect(keysOf('annotate.flag', changed)).toEqual(['F', 'N']);
    expect(keysOf('annotate.nextUnlabelled', changed)).toEqual([]);
    expect(commandsOf('N', 'annotate', changed)).toEqual(['annotate.flag']);
  });

  it('lets commands of different places have the same key', () => {
    expect(conflictsOf('library.flag', 'D', defaultBindings)).toEqual([]);
    expect(conflictsOf('library.flag', 'Mod+K', defaultBindings)).toEqual(['palette.open']);
  });

  it('leaves what shares a key by design alone', () => {
    const changed = bind('annotate.accept', 'A', unbind('annotate.accept', 'A', defaultBindings));
    expect(keysOf('annotate.previous', changed)).toContain('A');
  });

  it('takes a key away, and gives the preset’s back', () => {
    const without = unbind('annotate.next', 'D', defaultBindings);
    expect(keysOf('annotate.next', without)).toEqual(['PageDown']);
    expect(keysOf('annotate.next', resetKeys('annotate.next', without))).toEqual(['D', 'PageDown']);
  });
});

describe('bindingsFrom', () => {
  it('reads what was kept, and drops what it does not know', () => {
    const kept = { preset: 'cvat', changed: { 'annotate.next': ['X'], gone: ['Y'], 'annotate.flag': 'Z' } };
    expect(bindingsFrom(kept)).toEqual({ preset: 'cvat', changed: { 'annotate.next': ['X'] } });
    for (const broken of [null, 'x', 3, { changed: null }, { changed: [1] }]) {
      expect(bindingsFrom(broken)).toEqual(defaultBindings);
    }
  });
});
