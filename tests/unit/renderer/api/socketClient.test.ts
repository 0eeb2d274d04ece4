import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { StudioEvent } from '@shared/contract/events';
import { socketLimits } from '@shared/contract/socket';
import { Sockets } from '../../../../src/main/hosts/web/sockets';
import { createSocketClient, type SocketClient } from '../../../../src/renderer/api/socketClient';
import { SocketStudio } from '../../../support/socketStudio';

/** A real server on a port that stays the same over its restarts. */
class RestartingServer {
  studio = new SocketStudio();
  port = 0;
  private http: Server | null = null;
  private sockets: Sockets | null = null;
  private readonly streams = new Set<{ destroy(): unknown }>();

  async start(studio = new SocketStudio()): Promise<void> {
    this.studio = studio;
    const sockets = new Sockets(studio);
    this.sockets = sockets;
    const http = createServer().listen(this.port, '127.0.0.1');
    this.http = http;
    http.on('upgrade', (request, stream, head) => sockets.accept(request, stream, head));
    http.on('connection', (stream) => this.streams.add(stream));
    await once(http, 'listening');
    this.port = (http.address() as AddressInfo).port;
  }

  /** Without a goodbye. */
  drop(): void {
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  async kill(): Promise<void> {
    if (this.http === null) return;
    const closed = once(this.http, 'close');
    this.http.close();
    this.drop();
    this.sockets?.close();
    await closed;
    this.http = null;
  }
}

const server = new RestartingServer();
let client: SocketClient;
let heard: StudioEvent[];
let isSignedIn: boolean | null;
let waits: { readonly delayMs: number; readonly callback: () => void }[];
let hear = (): void => undefined;

function connect(): SocketClient {
  client = createSocketClient({
    open: () => new WebSocket(`ws://127.0.0.1:${server.port}`).on('error', () => undefined),
    isSignedIn: async () => isSignedIn,
    schedule: (callback, delayMs) => {
      waits.push({ callback, delayMs });
      hear();
      return () => (waits = []);
    },
    random: () => 1,
  });
  client.subscribe((event) => {
    heard.push(event);
    hear();
  });
  return client;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => (hear = resolve));
}

/** The next connection event, taken away. */
async function connection(): Promise<unknown> {
  const isConnection = (event: StudioEvent): boolean => event.name === 'connection';
  await until(() => heard.some(isConnection));
  return heard.splice(heard.findIndex(isConnection), 1)[0]!.payload;
}

/** Time passes: the client tries again. */
async function tryAgain(): Promise<void> {
  await until(() => waits.length > 0);
  waits.shift()!.callback();
}

beforeEach(async () => {
  heard = [];
  waits = [];
  isSignedIn = true;
  server.port = 0;
  await server.start();
});
afterEach(async () => {
  client.close();
  await server.kill();
});

describe('the studio over a socket', () => {
  it('answers what was asked before the connection stood, and hears the events', async () => {
    const answer = connect().request('runs.list', {});
    expect(await connection()).toEqual({ state: 'connected' });
    expect(await answer).toEqual({ ok: { channel: 'runs.list', params: {} } });
    const event = { name: 'predictions.changed', payload: { run: 'one' } } as const;
    server.studio.emit(event);
    await until(() => heard.length > 0);
    expect(heard).toEqual([event]);
  });

  it('holds back what the server would refuse, and sends it in turn', async () => {
    await server.kill();
    await server.start(new SocketStudio('everything'));
    connect();
    await connection();
    const count = socketLimits.requestsInFlight + 10;
    const answers = Array.from({ length: count }, () => client.request('runs.list', {}));
    const release = setInterval(() => server.studio.release(), 0);
    const all = await Promise.all(answers);
    clearInterval(release);
    expect(all).toEqual(Array.from({ length: count }, () => ({ ok: 'released' })));
  });

  it('refuses by itself what no server would read', async () => {
    connect();
    const name = 'é'.repeat(socketLimits.messageBytes / 2);
    expect(await client.request('datasets.import', { path: name })).toMatchObject({
      error: { code: 'message-too-large' },
    });
    await connection();
    expect(server.studio.asked).toEqual([]);
  });

  it('fails what is under way when the connection is lost, and what is asked meanwhile', async () => {
    await server.kill();
    await server.start(new SocketStudio('everything'));
    connect();
    await connection();
    const underWay = client.request('runs.list', {});
    server.drop();
    expect(await underWay).toMatchObject({ error: { code: 'connection-lost' } });
    expect(await connection()).toEqual({ state: 'lost' });
    expect(await client.request('runs.list', {})).toMatchObject({ error: { code: 'connection-lost' } });
  });

  it('comes back to the same server, and tells a restarted one', async () => {
    connect();
    await connection();
    server.drop();
    expect(await connection()).toEqual({ state: 'lost' });
    await tryAgain();
    expect(await connection()).toEqual({ state: 'reconnected', restarted: false });
    expect(await client.request('runs.list', {})).toMatchObject({ ok: expect.anything() });

    await server.kill();
    expect(await connection()).toEqual({ state: 'lost' });
    await server.start();
    await tryAgain();
    expect(await connection()).toEqual({ state: 'reconnected', restarted: true });
    // Whoever listened before listens still.
    server.studio.emit({ name: 'predictions.changed', payload: { run: 'one' } });
    await until(() => heard.some((event) => event.name === 'predictions.changed'));
  });

  it('waits longer and longer for a server that is gone, up to five seconds', async () => {
    connect();
    await connection();
    await server.kill();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await until(() => waits.length > 0);
      delays.push(waits[0]!.delayMs);
      await tryAgain();
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    await server.start();
    await until(() => waits.length > 0);
    await tryAgain();
    expect(await connection()).toEqual({ state: 'lost' });
    expect(await connection()).toMatchObject({ state: 'reconnected' });
    server.drop();
    await until(() => waits.length > 0);
    expect(waits[0]!.delayMs).toBe(250);
  });

  it('says once that the server wants a new login, and comes back after it', async () => {
    isSignedIn = false;
    connect();
    await connection();
    server.drop();
    expect(await connection()).toEqual({ state: 'lost' });
    expect(await connection()).toEqual({ state: 'signed-out' });
    isSignedIn = true;
    await tryAgain();
    expect(await connection()).toMatchObject({ state: 'reconnected' });
  });

  it('is quiet once it is closed', async () => {
    connect();
    await connection();
    client.close();
    expect(await client.request('runs.list', {})).toMatchObject({ error: { code: 'connection-lost' } });
    await server.kill();
    expect(waits).toEqual([]);
    expect(heard).toEqual([]);
  });
});
