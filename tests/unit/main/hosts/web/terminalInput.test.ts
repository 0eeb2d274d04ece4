import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { TerminalInput, type Input } from '../../../../../src/main/hosts/web/terminalInput';

/** A terminal's input: it says whether it is being read. */
class Terminal extends EventEmitter {
  isReading = false;
  readonly isTTY = true;
  pause(): this {
    this.isReading = false;
    return this;
  }
  resume(): this {
    this.isReading = true;
    return this;
  }
}

let opened: TerminalInput | null = null;
afterEach(() => opened?.close());

describe('TerminalInput', () => {
  it('calls for each line of a pipe', async () => {
    const pipe = new PassThrough();
    let entered = 0;
    opened = new TerminalInput(() => (entered += 1), pipe as unknown as Input);
    pipe.write('not yet');
    pipe.write('\n');
    while (entered < 1) await new Promise(setImmediate);
    pipe.write('again\n');
    while (entered < 2) await new Promise(setImmediate);
    expect(entered).toBe(2);
  });

  it('reads a terminal only while it is meant', () => {
    const terminal = new Terminal();
    let isMeant = false;
    opened = new TerminalInput(
      () => undefined,
      terminal as unknown as Input,
      () => isMeant,
    );
    expect(terminal.isReading).toBe(false);
    isMeant = true;
    process.emit('SIGCONT');
    expect(terminal.isReading).toBe(true);
    isMeant = false;
    process.emit('SIGCONT');
    expect(terminal.isReading).toBe(false);
  });

  it('goes without a terminal that is taken away', () => {
    const terminal = new Terminal();
    opened = new TerminalInput(
      () => undefined,
      terminal as unknown as Input,
      () => true,
    );
    terminal.emit('error', new Error('EIO'));
    expect(terminal.isReading).toBe(false);
  });

  it('leaves nothing behind', () => {
    const terminal = new Terminal();
    const before = process.listenerCount('SIGCONT');
    new TerminalInput(
      () => undefined,
      terminal as unknown as Input,
      () => true,
    ).close();
    expect(terminal.eventNames()).toEqual([]);
    expect(terminal.isReading).toBe(false);
    expect(process.listenerCount('SIGCONT')).toBe(before);
  });
});
