import { describe, expect, it } from 'vitest';
import type { EngineChannel, EngineEnd } from '../../../../../src/main/learning/engine/channel';
import { startEngine } from '../../../../../src/main/learning/engine/client';
import type { FromEngine, ToEngine } from '../../../../../src/main/learning/engine/protocol';

const description = { backend: 'wasm', device: 'CPU', library: 'none', notice: null } as const;

/** The engine's end of a line without a process: what the engine says is decided by the test. */
function line() {
  const received: ToEngine[] = [];
  let say: (message: FromEngine) => void = () => undefined;
  let end: (end: EngineEnd) => void = () => undefined;
  const quietEnd: EngineEnd = { exitCode: 0, signal: null, lastWords: '' };
  const channel: EngineChannel = {
    processId: 1,
    post: (message) => void received.push(message),
    onMessage: (listener) => {
      say = listener;
    },
    onEnd: (listener) => {
      end = listener;
    },
    hangUp: () => end(quietEnd),
    kill: () => end(quietEnd),
  };
  const started = startEngine({ backend: 'auto', openChannel: () => channel });
  return { received, started, say: (message: FromEngine) => say(message), end: (how: EngineEnd) => end(how) };
}

const describeRequest = { kind: 'describe', speedTest: false } as const;

describe('startEngine', () => {
  it('rejects with the engine’s reason when the backend cannot start, and ends the process', async () => {
    const { started, say } = line();
    say({ type: 'unavailable', failure: { code: 'backend-unavailable', message: 'no library' } });
    await expect(started).rejects.toMatchObject({ code: 'backend-unavailable', message: 'no library' });
  });

  it('rejects when the process dies before it is ready', async () => {
    const { started, end } = line();
    end({ exitCode: 127, signal: null, lastWords: 'libfoo.so: not found' });
    await expect(started).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringMatching(/exit code 127.*libfoo\.so: not found/) as string,
    });
  });
});

describe('an engine', () => {
  it('brings answers and events to the request they belong to', async () => {
    const { received, started, say } = line();
    say({ type: 'ready', description });
    const engine = await started;
    expect(engine.description).toEqual(description);
    const notes: unknown[] = [];
    const first = engine.request<'describe'>(describeRequest, { onEvent: (event) => notes.push(event) });
    const second = engine.request<'describe'>(describeRequest);
    const [firstId, secondId] = received.map((message) => message.id) as [number, number];
    say({ type: 'event', id: firstId, event: { type: 'note', message: 'hello' } });
    say({ type: 'failed', id: secondId, failure: { code: 'x', message: 'y', details: { z: 1 } } });
    say({ type: 'done', id: firstId, result: { description, speed: null } });
    await expect(first).resolves.toEqual({ description, speed: null });
    await expect(second).rejects.toMatchObject({ code: 'x', message: 'y', details: { z: 1 } });
    expect(notes).toEqual([{ type: 'note', message: 'hello' }]);
  });

  it('passes a wish to stop on, also one that was there before', async () => {
    const { received, started, say } = line();
    say({ type: 'ready', description });
    const engine = await started;
    const controller = new AbortController();
    const requests = [engine.request<'describe'>(describeRequest, { signal: controller.signal })];
    controller.abort();
    requests.push(engine.request<'describe'>(describeRequest, { signal: controller.signal }));
    expect(received.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'start 1',
      'cancel 1',
      'start 2',
      'cancel 2',
    ]);
    await engine.close();
    for (const request of requests) await expect(request).rejects.toMatchObject({ code: 'engine-closed' });
  });

  it('that dies fails what is under way and all that is asked of it later', async () => {
    const { started, say, end } = line();
    say({ type: 'ready', description });
    const engine = await started;
    const request = engine.request<'describe'>(describeRequest);
    end({ exitCode: null, signal: 'SIGKILL', lastWords: 'Out of memory' });
    await expect(request).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringMatching(/signal SIGKILL.*memory runs out.*Out of memory/) as string,
      details: { exitCode: null, signal: 'SIGKILL', lastWords: 'Out of memory' },
    });
    await expect(engine.request<'describe'>(describeRequest)).rejects.toMatchObject({ code: 'engine-died' });
  });
});
