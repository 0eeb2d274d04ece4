import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { StopSignal } from '../../../../../src/main/hosts/web/stopSignal';

let signals: EventEmitter;
let exits: number[];
let nowMs: number;
let notes: number;
let hasTerminal: boolean;
let stop: StopSignal;

beforeEach(() => {
  signals = new EventEmitter();
  [exits, nowMs, notes, hasTerminal] = [[], 0, 0, true];
  const host = {
    on: (name: string, listener: () => void) => signals.on(name, listener),
    off: (name: string, listener: () => void) => signals.off(name, listener),
    exit: (code: number) => void exits.push(code),
    hasTerminal: () => hasTerminal,
  };
  stop = new StopSignal(
    () => (notes += 1),
    host,
    () => nowMs,
  );
});

describe('StopSignal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGHUP', 130],
    ['SIGTERM', 0],
  ])('is received by %s as %d', async (name, exitCode) => {
    signals.emit(name);
    expect(await stop.received).toBe(exitCode);
    expect(notes).toBe(1);
    expect(exits).toEqual([]);
  });

  it('goes on without the terminal that it was started from', async () => {
    hasTerminal = false;
    signals.emit('SIGHUP');
    expect(notes).toBe(0);
    signals.emit('SIGTERM');
    expect(await stop.received).toBe(0);
  });

  it('takes one press that comes twice for one, and a second press for impatience', async () => {
    signals.emit('SIGINT');
    nowMs = 100;
    signals.emit('SIGINT');
    expect(exits).toEqual([]);
    nowMs = 600;
    signals.emit('SIGINT');
    expect(exits).toEqual([130]);
    expect(notes).toBe(1);
  });

  it('leaves no listener behind', () => {
    stop.close();
    expect(signals.eventNames()).toEqual([]);
  });
});
