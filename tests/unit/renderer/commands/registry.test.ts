import { effectScope, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  canRun,
  keysWaitFor,
  keysWaiting,
  runCommand,
  useCommands,
} from '../../../../src/renderer/commands/registry';

let place: EffectScope;
beforeEach(() => {
  place = effectScope();
});
afterEach(() => place.stop());

describe('commands', () => {
  it('are at hand as long as the place that brought them', () => {
    const done: boolean[] = [];
    place.run(() => useCommands({ 'library.larger': (repeated) => void done.push(repeated) }));
    expect(runCommand('library.larger', true)).toBe(true);
    place.stop();
    expect(runCommand('library.larger')).toBe(false);
    expect(done).toEqual([true]);
  });

  it('do not run where they cannot', () => {
    let can = false;
    place.run(() => useCommands({ 'library.larger': { run: () => undefined, when: () => can } }));
    expect(canRun('library.larger')).toBe(false);
    can = true;
    expect(canRun('library.larger')).toBe(true);
  });

  it('make keys wait for what they began, one after the other', async () => {
    const order: string[] = [];
    const after = async (name: string, turns: number): Promise<void> => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      order.push(name);
    };
    keysWaitFor(after('slow', 30));
    keysWaitFor(after('quick', 1));
    await keysWaiting();
    expect(order).toEqual(['quick', 'slow']);
    expect(keysWaiting()).toBeNull();
  });

  it('let keys go on when what they began fails', async () => {
    keysWaitFor(Promise.reject(new Error('no answer')));
    await keysWaiting();
    expect(keysWaiting()).toBeNull();
  });
});
