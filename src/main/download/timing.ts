import { setTimeout as after } from 'node:timers/promises';
import { ConnectionBroken } from './connectionBroken';

/** How a download waits; a test brings its own and does not. */
export interface Timing {
  /** Rejects as soon as `signal` is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemTiming: Timing = {
  wait: (milliseconds, signal) => after(milliseconds, undefined, { signal }),
};

/**
 * What `heard` resolves to, when it does within `limitMs`; else throws `ConnectionBroken`. The caller ends the
 * connection that it gave up.
 */
export async function unlessSilent<Heard>(
  heard: Promise<Heard>,
  limitMs: number,
  timing: Timing,
): Promise<Heard> {
  const over = new AbortController();
  const silence = timing.wait(limitMs, over.signal).then(() => {
    throw new ConnectionBroken(`the server said nothing for ${limitMs / 1000} s`);
  });
  try {
    return await Promise.race([heard, silence]);
  } finally {
    over.abort();
  }
}
