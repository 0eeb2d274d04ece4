import { describe, expect, it } from 'vitest';
import { systemTiming, unlessSilent, type Timing } from '../../../../src/main/download/timing';
import { quickTiming } from './quickTiming';

describe('unlessSilent', () => {
  it('hands on what is heard in time, and stops its clock', async () => {
    const signals: AbortSignal[] = [];
    const timing: Timing = {
      wait: (milliseconds, signal) => {
        signals.push(signal);
        return systemTiming.wait(milliseconds, signal);
      },
    };
    expect(await unlessSilent(Promise.resolve('words'), 86_400_000, timing)).toBe('words');
    await expect(unlessSilent(Promise.reject(new Error('a fault')), 86_400_000, timing)).rejects.toThrow(
      'a fault',
    );
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
  });

  it('breaks off when nothing is heard for too long', async () => {
    const timing = quickTiming(() => Promise.resolve());
    await expect(unlessSilent(new Promise(() => undefined), 30_000, timing)).rejects.toThrow(
      'the server said nothing for 30 s',
    );
    expect([...timing.limitsMs]).toEqual([30_000]);
  });
});

describe('systemTiming', () => {
  it('waits, and not for somebody who has given up', async () => {
    await systemTiming.wait(1, new AbortController().signal);
    const gone = AbortSignal.abort();
    await expect(systemTiming.wait(86_400_000, gone)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
