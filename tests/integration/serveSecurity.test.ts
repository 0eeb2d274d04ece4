/** The security checklist of `facet serve`, a case a line, against the real command. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketLimits } from '@shared/contract/socket';
import { RawSocket } from '../support/rawSocket';
import { ended, facetProcess, ServedStudio } from './servedStudio';

let state: string;
let studio: ServedStudio;
/** A browser that is logged in. */
let cookie: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'facet-security-'));
  studio = await ServedStudio.start(state, '--port', '0', '--project', join(state, 'project'));
  cookie = await studio.logIn();
});
afterAll(async () => {
  await studio.end();
  rmSync(state, { recursive: true, force: true });
});

const page = (path: string, headers: Record<string, string> = {}) => studio.ask(path, { cookie, ...headers });
const openSocket = (headers: Record<string, string> = {}) =>
  RawSocket.open(studio.socketAddress, { cookie, origin: studio.origin, ...headers });

/** Still there for whoever is logged in. */
async function expectAlive(): Promise<void> {
  expect(await page('/')).toMatchObject({ status: 200 });
  const socket = await openSocket();
  socket.send({ id: 1, channel: 'host.describe', params: {} });
  expect(await socket.answer(1)).toMatchObject({ result: { ok: { kind: 'web' } } });
  socket.socket.terminate();
}

const addresses = [
  '/',
  '/index.html',
  '/assets/',
  '/faces/1/thumbnail?size=96&version=v',
  '/session',
  '/socket',
];

describe('who is let in', () => {
  it.each(addresses)('nobody without a token: %s', async (path) => {
    expect(await studio.ask(path)).toMatchObject({ status: 401 });
  });

  it.each(addresses)('nobody with a cookie of their own making: %s', async (path) => {
    const made = `facet-${studio.port}=${'A'.repeat(43)}`;
    expect(await studio.ask(path, { cookie: made })).toMatchObject({ status: 401 });
  });

  it('no socket without a token', async () => {
    await expect(RawSocket.open(studio.socketAddress, { origin: studio.origin })).rejects.toBe(401);
  });

  it('nobody with a wrong token', async () => {
    const reply = await studio.ask('/login?token=wrong');
    expect(reply.status).toBe(401);
    expect(reply.headers).not.toHaveProperty('set-cookie');
  });

  it('nobody with a token that was used', async () => {
    const { pathname, search } = await studio.freshAddress();
    expect(await studio.ask(pathname + search)).toMatchObject({ status: 200 });
    const again = await studio.ask(pathname + search);
    expect(again.status).toBe(401);
    expect(again.headers).not.toHaveProperty('set-cookie');
  });

  it('nobody with a token that a newer one has replaced', async () => {
    const { pathname, search } = await studio.freshAddress();
    await studio.freshAddress();
    expect(await studio.ask(pathname + search)).toMatchObject({ status: 401 });
  });

  it('a browser by a cookie that no script and no other site can use', async () => {
    const { pathname, search } = await studio.freshAddress();
    const reply = await studio.ask(pathname + search);
    const attributes = String(reply.headers['set-cookie']).split('; ');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
  });

  it('nobody by a flood of guesses, which shuts no browser out for good', async () => {
    const guesses = Array.from({ length: 200 }, (_, guess) => studio.ask(`/login?token=${guess}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const { pathname, search } = await studio.freshAddress();
    let reply = await studio.ask(pathname + search);
    while (reply.status === 429) {
      expect(reply.headers['retry-after']).toBe('1');
      reply = await studio.ask(pathname + search);
    }
    expect(reply.status).toBe(200);
    await expectAlive();
  });
});

describe('where they come from', () => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:PORT'])(
    'no foreign host header: %s',
    async (name) => {
      const host = name.replace('PORT', studio.port);
      expect(await page('/', { host })).toMatchObject({ status: 403 });
      await expect(openSocket({ host })).rejects.toBe(403);
    },
  );

  it.each([
    ['HTTP/1.1', '', 400],
    ['HTTP/1.1', 'Host:\r\n', 403],
    ['HTTP/1.0', '', 403],
  ])('nobody without a host header: %s %j', async (version, header, status) => {
    const connection = connect(Number(studio.port), '127.0.0.1');
    connection.end(`GET / ${version}\r\n${header}Cookie: ${cookie}\r\n\r\n`);
    const [answer] = (await once(connection, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    connection.destroy();
  });

  it.each([
    'http://evil.example',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'null',
  ])('no foreign origin: %s', async (name) => {
    const origin = name.replace('PORT', studio.port);
    expect(await page('/', { origin })).toMatchObject({ status: 403 });
    await expect(openSocket({ origin })).rejects.toBe(403);
  });

  it('no socket that does not say its origin', async () => {
    await expect(RawSocket.open(studio.socketAddress, { cookie })).rejects.toBe(403);
  });

  it('no pictures for the page of another port, whose requests bring the cookie along', async () => {
    const fetched = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect(await page('/faces/1/thumbnail?size=96&version=v', fetched)).toMatchObject({ status: 403 });
  });

  it('no other machines, unless it is allowed, and then with a warning', async () => {
    const refused = await ended(facetProcess(state, ['serve', '--host', '0.0.0.0', '--port', '0']));
    expect(refused).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--allow-remote') });
    const words = ['--host', '0.0.0.0', '--port', '0', '--allow-remote', '--project', join(state, 'other')];
    const remote = await ServedStudio.start(state, ...words);
    const host = `evil.example:${remote.port}`;
    expect(await remote.ask('/login', { host })).toMatchObject({ status: 403 });
    expect(await remote.ask('/login')).toMatchObject({ status: 401 });
    expect(remote.errors).toContain('Warning');
    await remote.end();
  });
});

describe('what they are given', () => {
  const tricks = [
    '/..',
    '/../package.json',
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/..%5c..%5cpackage.json',
    '/..\\..\\package.json',
    '/./../main/cli.js',
    '/assets/../../main/cli.js',
    '/assets/..%2f..%2fmain%2fcli.js',
    '/assets//../../main/cli.js',
    '/index.html%00.js',
    '/index.html/..',
    '/faces/../../project.db',
    '/faces/..%2f..%2fproject.db',
    '/faces/1%2f..%2f2/thumbnail?size=96&version=v',
    '/faces/1/thumbnail/../../../project.db?size=96&version=v',
    '/faces/1/thumbnail?size=96&version=../../etc/passwd&path=/etc/passwd',
    '/login/../index.html',
    '/session/../index.html',
    '/socket/../index.html',
    '/%E0%A4%A',
    '/.lock',
    '/__proto__',
  ];
  it.each(tricks)('nothing by a trick with the path: %s', async (path) => {
    const reply = await page(path);
    expect([400, 404]).toContain(reply.status);
    expect(reply.text).not.toMatch(/root:|"dependencies"|SQLite|import /);
    expect((await studio.ask(path)).status).toBeGreaterThanOrEqual(400);
  });

  it.each(['http://evil.example/', '//evil.example/', '/\\evil.example/'])(
    'no other server: %s',
    async (path) => expect(await page(path)).toMatchObject({ status: 400 }),
  );

  it.each(['/assets', '/assets/', '/faces', '/faces/'])('no list of a folder: %s', async (path) => {
    expect(await page(path)).toMatchObject({ status: 404 });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('nothing by %s', async (method) => {
    expect(await studio.ask('/', { cookie }, method)).toMatchObject({ status: 405 });
  });

  it('no words that a page of ours does not need', async () => {
    const { headers } = await page('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${studio.port};`);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

describe('what they may send', () => {
  it.each(['', 'hello', '{', '[]', 'null', '{"id":"1","channel":"runs.list"}', `[${'['.repeat(100_000)}`])(
    'no message that is malformed (%#)',
    async (text) => {
      const socket = await openSocket();
      socket.send(text);
      expect(await socket.closed).toEqual([1008, 'this is no request']);
    },
  );

  it('no bytes', async () => {
    const socket = await openSocket();
    socket.socket.send(Buffer.alloc(10));
    expect((await socket.closed)[0]).toBe(1003);
  });

  it('no message that is too large', async () => {
    const socket = await openSocket();
    socket.send(' '.repeat(socketLimits.messageBytes + 1));
    expect((await socket.closed)[0]).toBe(1009);
    await expectAlive();
  });

  it.each(['toString', '__proto__', 'constructor', 'project.close', 'x'.repeat(100)])(
    'no channel that there is not: %s',
    async (channel) => {
      const socket = await openSocket();
      socket.send({ id: 1, channel, params: {} });
      expect(await socket.answer(1)).toMatchObject({ result: { error: { code: 'unknown-channel' } } });
      socket.socket.terminate();
    },
  );

  it('no parameters that a channel does not have', async () => {
    const socket = await openSocket();
    socket.send({ id: 1, channel: 'project.open', params: { folder: ['/etc'], mode: 'write' } });
    socket.send({ id: 2, channel: 'host.listFolder', params: { path: 'relative' } });
    expect(await socket.answer(1)).toMatchObject({ result: { error: { code: 'bad-parameters' } } });
    expect(await socket.answer(2)).toMatchObject({ result: { error: { code: 'path-relative' } } });
    socket.socket.terminate();
  });

  it('no headers without end', async () => {
    expect(await page('/', { 'x-long': 'x'.repeat(20_000) })).toMatchObject({ status: 431 });
    expect(await page(`/${'x'.repeat(5_000)}`)).toMatchObject({ status: 414 });
  });
});

describe('how much they may take', () => {
  it('no more windows than a few browsers need', async () => {
    const sockets: RawSocket[] = [];
    let refused: unknown = null;
    while (refused === null) {
      await openSocket().then(
        (socket) => sockets.push(socket),
        (status: unknown) => (refused = status),
      );
    }
    expect(refused).toBe(503);
    expect(sockets.length).toBeGreaterThan(8);
    for (const socket of sockets) socket.socket.terminate();
    await Promise.all(sockets.map((socket) => socket.closed));
    // The server hears of it a moment later.
    for (;;) {
      const status = await openSocket().then(
        (socket) => socket.socket.terminate(),
        (again: unknown) => again,
      );
      if (status === undefined) break;
      expect(status).toBe(503);
    }
    await expectAlive();
  });

  it('no flood of connections takes the studio from those who are in', async () => {
    const socket = await openSocket();
    const flood: Socket[] = [];
    for (let count = 0; count < 400; count += 1) {
      const connection = connect(Number(studio.port), '127.0.0.1');
      connection.on('error', () => undefined);
      flood.push(connection);
    }
    // The server takes some and drops the rest.
    await Promise.any(flood.map((connection) => once(connection, 'close')));
    socket.send({ id: 1, channel: 'host.describe', params: {} });
    expect(await socket.answer(1)).toMatchObject({ result: { ok: { kind: 'web' } } });
    socket.socket.terminate();
    for (const connection of flood) connection.destroy();
    for (;;) {
      const alive = await page('/').then(
        ({ status }) => status,
        () => null,
      );
      if (alive !== null) break;
    }
    await expectAlive();
  });
});
