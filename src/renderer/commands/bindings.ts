import type { Chord } from './chord';
import { commandIds, definitionOf, type CommandId, type CommandPlace } from './table';

export type KeyPreset = 'facet' | 'cvat';

/** A preset and what a person changed of it. */
export interface Bindings {
  readonly preset: KeyPreset;
  readonly changed: Partial<Readonly<Record<CommandId, readonly Chord[]>>>;
}

export const defaultBindings: Bindings = { preset: 'facet', changed: {} };

export function presetKeys(id: CommandId, preset: KeyPreset): readonly Chord[] {
  const definition = definitionOf(id);
  return (preset === 'cvat' ? definition.cvat : undefined) ?? definition.keys;
}

export function keysOf(id: CommandId, bindings: Bindings): readonly Chord[] {
  return bindings.changed[id] ?? presetKeys(id, bindings.preset);
}

/** The commands of a place that a chord asks, in the order in which they are asked. */
export function commandsOf(chord: Chord, place: CommandPlace, bindings: Bindings): CommandId[] {
  return commandIds.filter((id) => {
    const at = definitionOf(id).place;
    return (at === place || at === 'everywhere') && keysOf(id, bindings).includes(chord);
  });
}

/** Other commands that the chord runs where `id` is at hand, beyond those that share it by design. */
export function conflictsOf(id: CommandId, chord: Chord, bindings: Bindings): CommandId[] {
  const place = definitionOf(id).place;
  return commandIds.filter((other) => {
    if (other === id || !keysOf(other, bindings).includes(chord)) return false;
    const otherPlace = definitionOf(other).place;
    const meet = place === otherPlace || place === 'everywhere' || otherPlace === 'everywhere';
    const byDesign =
      presetKeys(id, bindings.preset).includes(chord) && presetKeys(other, bindings.preset).includes(chord);
    return meet && !byDesign;
  });
}

/** Gives a command one more key and takes it from those that it would clash with. */
export function bind(id: CommandId, chord: Chord, bindings: Bindings): Bindings {
  const changed = { ...bindings.changed };
  for (const other of conflictsOf(id, chord, bindings)) {
    changed[other] = keysOf(other, bindings).filter((key) => key !== chord);
  }
  changed[id] = [...keysOf(id, bindings).filter((key) => key !== chord), chord];
  return { ...bindings, changed };
}

export function unbind(id: CommandId, chord: Chord, bindings: Bindings): Bindings {
  const keys = keysOf(id, bindings).filter((key) => key !== chord);
  return { ...bindings, changed: { ...bindings.changed, [id]: keys } };
}

/** Back to the preset's keys of one command. */
export function resetKeys(id: CommandId, bindings: Bindings): Bindings {
  const changed = Object.entries(bindings.changed).filter(([changedId]) => changedId !== id);
  return { ...bindings, changed: Object.fromEntries(changed) };
}

/** What was kept may come from another version: whatever is no binding of this one is dropped. */
export function bindingsFrom(kept: unknown): Bindings {
  if (typeof kept !== 'object' || kept === null) return defaultBindings;
  const { preset, changed } = kept as { preset?: unknown; changed?: unknown };
  const known = new Set<string>(commandIds);
  const entries = Object.entries(typeof changed === 'object' && changed !== null ? changed : {}).filter(
    ([id, keys]) => known.has(id) && Array.isArray(keys) && keys.every((key) => typeof key === 'string'),
  );
  return { preset: preset === 'cvat' ? 'cvat' : 'facet', changed: Object.fromEntries(entries) };
}
