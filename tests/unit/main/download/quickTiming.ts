import { once } from 'node:events';
import { pausesMs } from '../../../../src/main/download/retry';
import type { Timing } from '../../../../src/main/download/timing';

export interface QuickTiming extends Timing {
  /** The pauses between attempts that would have been made. */
  readonly pausesMs: number[];
  /** How long a server was listened to at most. */
  readonly limitsMs: Set<number>;
}

/** Takes no time: pauses are over at once, and a server has been silent for too long when `silent` resolves. */
export function quickTiming(silent: (calls: number) => Promise<unknown> = () => never): QuickTiming {
  const pauses: number[] = [];
  const limits = new Set<number>();
  let calls = 0;
  return {
    pausesMs: pauses,
    limitsMs: limits,
    wait: async (milliseconds, signal) => {
      signal.throwIfAborted();
      if (pausesMs.includes(milliseconds)) {
        pauses.push(milliseconds);
        return;
      }
      limits.add(milliseconds);
      calls += 1;
      await Promise.race([silent(calls), once(signal, 'abort')]);
      signal.throwIfAborted();
    },
  };
}

const never = new Promise(() => undefined);
