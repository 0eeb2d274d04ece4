import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result';
import type { Session } from '../../../../../src/main/learning/estimator/session';
import type { EngineRequest, FromEngine, ToEngine } from '../../../../../src/main/learning/engine/protocol';
import { serveRequests } from '../../../../../src/main/learning/engine/server';

const description = { backend: 'wasm', device: 'CPU', library: 'none', notice: null } as const;
const request: EngineRequest = { kind: 'describe', speedTest: false };

/** A server whose work is what `work` does; resolves `answered` with the n-th message of `ends`. */
function server(work: (session: Session) => Promise<void>) {
  const posted: FromEngine[] = [];
  let deliver: (message: ToEngine) => void = () => undefined;
  let wake: () => void = () => undefined;
  const port = {
    post: (message: FromEngine) => {
      posted.push(message);
      wake();
    },
    onMessage: (listener: (message: ToEngine) => void) => {
      deliver = listener;
    },
    onClosed: () => undefined,
  };
  serveRequests(port, {
    handle: async (_request, session) => {
      await work(session);
      return { description, speed: null };
    },
  });
  const messages = async (count: number): Promise<FromEngine[]> => {
    while (posted.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return posted;
  };
  return { deliver: (message: ToEngine) => deliver(message), messages };
}

describe('serveRequests', () => {
  it('answers one after the other, with events on the way', async () => {
    let running = 0;
    const { deliver, messages } = server(async ({ report }) => {
      running += 1;
      report({ type: 'note', message: `${running} running` });
      await new Promise(setImmediate);
      running -= 1;
    });
    deliver({ type: 'start', id: 1, request });
    deliver({ type: 'start', id: 2, request });
    const posted = await messages(4);
    expect(posted.map((message) => [message.type, 'id' in message && message.id])).toEqual([
      ['event', 1],
      ['done', 1],
      ['event', 2],
      ['done', 2],
    ]);
    expect(posted[2]).toMatchObject({ event: { message: '1 running' } });
  });

  it('answers a failure with its code and goes on', async () => {
    let calls = 0;
    const { deliver, messages } = server(async () => {
      calls += 1;
      if (calls === 1) fail('no-faces', 'None.', { split: 'training' });
    });
    deliver({ type: 'start', id: 1, request });
    deliver({ type: 'start', id: 2, request });
    expect(await messages(2)).toMatchObject([
      {
        type: 'failed',
        id: 1,
        failure: { code: 'no-faces', message: 'None.', details: { split: 'training' } },
      },
      { type: 'done', id: 2 },
    ]);
  });

  it('stops the request that is meant, also before its turn', async () => {
    const { deliver, messages } = server(async ({ signal }) => {
      await new Promise(setImmediate);
      signal.throwIfAborted();
    });
    deliver({ type: 'start', id: 1, request });
    deliver({ type: 'start', id: 2, request });
    deliver({ type: 'cancel', id: 2 });
    deliver({ type: 'cancel', id: 7 });
    expect(await messages(2)).toMatchObject([
      { type: 'done', id: 1 },
      { type: 'failed', id: 2, failure: { code: 'cancelled' } },
    ]);
  });
});
