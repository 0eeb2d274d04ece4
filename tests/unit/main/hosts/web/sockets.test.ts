import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { socketLimits } from '@shared/contract/socket';
import { SocketConnection } from '../../../../../src/main/hosts/web/socketConnection';
import { mostSockets, Sockets } from '../../../../../src/main/hosts/web/sockets';
import { RawSocket } from '../../../../support/rawSocket';
import { SocketStudio } from '../../../../support/socketStudio';

let http: Server;
let address: string;
let sockets: Sockets;
let opened: RawSocket[];

async function start(studio: SocketStudio): Promise<void> {
  sockets = new Sockets(studio);
  http.on('upgrade', (request, stream, head) => {
    stream.on('error', () => undefined);
    sockets.accept(request, stream, head);
  });
}

async function open(): Promise<RawSocket> {
  const socket = await RawSocket.open(address);
  opened.push(socket);
  return socket;
}

beforeEach(async () => {
  opened = [];
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  address = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(async () => {
  sockets.close();
  sockets.terminate();
  for (const { socket } of opened) socket.terminate();
  http.close();
  await once(http, 'close');
});

describe('a window’s socket', () => {
  it('is greeted, answered by ids, and told the events', async () => {
    const studio = new SocketStudio();
    await start(studio);
    const socket = await open();
    expect(await socket.next(() => true)).toEqual({ kind: 'hello', server: expect.any(String) });
    socket.send({ id: 7, channel: 'runs.list', params: { a: 1 } });
    socket.send({ id: 8, channel: 'no.such', params: null });
    expect(await socket.answer(8)).toEqual({
      kind: 'answer',
      id: 8,
      result: { ok: { channel: 'no.such', params: null } },
    });
    expect(await socket.answer(7)).toMatchObject({ result: { ok: { params: { a: 1 } } } });
    const event = { name: 'predictions.changed', payload: { run: 'studio-1' } } as const;
    studio.emit(event);
    expect(await socket.event('predictions.changed')).toEqual({ kind: 'event', event });
  });

  it('tells every window the same, and the same server of all', async () => {
    const studio = new SocketStudio();
    await start(studio);
    const [one, other] = [await open(), await open()];
    expect(await one.next(() => true)).toEqual(await other.next(() => true));
    studio.emit({ name: 'predictions.changed', payload: { run: 'studio-1' } });
    expect(await one.event('predictions.changed')).toEqual(await other.event('predictions.changed'));
  });

  it.each([
    ['no object', { id: 1 }],
    ['a channel that is no text', { id: 1, channel: 7, params: {} }],
    ['something more', { id: 1, channel: 'runs.list', params: {}, more: true }],
  ])('answers a request that is malformed but named: %s', async (_what, message) => {
    const studio = new SocketStudio();
    await start(studio);
    const socket = await open();
    socket.send(message);
    expect(await socket.answer(1)).toMatchObject({ result: { error: { code: 'bad-message' } } });
    expect(studio.asked).toEqual([]);
    socket.send({ id: 2, channel: 'runs.list', params: {} });
    expect(await socket.answer(2)).toMatchObject({ result: { ok: expect.anything() } });
  });

  it.each(['', 'hello', '{', 'null', '[]', '7', '{"id":-1,"channel":"runs.list","params":{}}', '{"id":1.5}'])(
    'is closed for what is no request: %j',
    async (text) => {
      await start(new SocketStudio());
      const socket = await open();
      socket.send(text);
      expect(await socket.closed).toEqual([1008, 'this is no request']);
    },
  );

  it('is closed for bytes that are no text', async () => {
    await start(new SocketStudio());
    const socket = await open();
    socket.socket.send(Buffer.from([1, 2, 3]));
    expect(await socket.closed).toEqual([1003, 'messages are text']);
  });

  it('is closed for a message that is too large, before it is read', async () => {
    const studio = new SocketStudio();
    await start(studio);
    const socket = await open();
    socket.send(`{"id":1,"channel":"runs.list","params":"${'x'.repeat(socketLimits.messageBytes)}"}`);
    expect((await socket.closed)[0]).toBe(1009);
    expect(studio.asked).toEqual([]);
  });

  it('is closed for an id that is in use', async () => {
    await start(new SocketStudio('everything'));
    const socket = await open();
    socket.send({ id: 1, channel: 'runs.list', params: {} });
    socket.send({ id: 1, channel: 'runs.list', params: {} });
    expect(await socket.closed).toEqual([1008, 'the id 1 is in use']);
  });

  it('is refused more requests at a time than a window needs, and goes on', async () => {
    const studio = new SocketStudio('everything');
    await start(studio);
    const socket = await open();
    for (let id = 0; id <= socketLimits.requestsInFlight; id += 1) {
      socket.send({ id, channel: 'runs.list', params: {} });
    }
    const refused = await socket.answer(socketLimits.requestsInFlight);
    expect(refused).toMatchObject({ result: { error: { code: 'too-many-requests' } } });
    expect(studio.asked).toHaveLength(socketLimits.requestsInFlight);
    studio.release();
    expect(await socket.answer(0)).toMatchObject({ result: { ok: 'released' } });
    // One has been answered: there is room for one.
    socket.send({ id: 1000, channel: 'runs.list', params: {} });
    socket.send({ id: 1001, channel: 'runs.list', params: {} });
    expect(await socket.answer(1001)).toMatchObject({ result: { error: { code: 'too-many-requests' } } });
    for (let count = 0; count < socketLimits.requestsInFlight; count += 1) studio.release();
    expect(await socket.answer(1000)).toMatchObject({ result: { ok: 'released' } });
  });

  it('is cut off when it does not take what it is sent, and nobody else is', async () => {
    const studio = new SocketStudio();
    await start(studio);
    const [deaf, other] = [await open(), await open()];
    deaf.socket.pause();
    const payload = { jobId: 'j', message: 'x'.repeat(4 * 1024 * 1024) };
    // The kernel takes some, the limit some more: far less than this.
    for (let count = 0; count < 40 && sockets['connections'].size > 1; count += 1) {
      studio.emit({ name: 'job.note', payload });
      await other.event('job.note');
    }
    expect(sockets['connections'].size).toBe(1);
    deaf.socket.resume();
    expect((await deaf.closed)[0]).toBe(1006);
  });

  it('is said goodbye to when the studio ends', async () => {
    const studio = new SocketStudio();
    await start(studio);
    const socket = await open();
    sockets.close();
    expect(await socket.closed).toEqual([1001, 'the studio ends']);
    expect(studio.subscribers).toBe(0);
  });

  it('is one of a limited number', async () => {
    await start(new SocketStudio());
    for (let count = 1; count < mostSockets; count += 1) await open();
    expect(sockets.isFull).toBe(false);
    await open();
    expect(sockets.isFull).toBe(true);
    opened[0]!.socket.close();
    await opened[0]!.closed;
    while (sockets.isFull) await new Promise(setImmediate);
  });
});

describe('a ping', () => {
  it('ends a connection that has not answered the one before', async () => {
    const server: WebSocket = await new Promise((resolve) => {
      sockets = new Sockets(new SocketStudio());
      http.on('upgrade', (request, stream, head) => {
        sockets['server'].handleUpgrade(request, stream, head, resolve);
      });
      void open();
    });
    const connection = new SocketConnection(server, new SocketStudio());
    connection.ping();
    await once(server, 'pong');
    connection.ping();
    expect(server.readyState).toBe(server.OPEN);
    // Two in a row, without time for the answer.
    connection.ping();
    expect(server.readyState).not.toBe(server.OPEN);
  });
});
