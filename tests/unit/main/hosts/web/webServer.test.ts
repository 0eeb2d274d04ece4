import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Assets } from '../../../../../src/main/hosts/assets';
import { Attempts } from '../../../../../src/main/hosts/web/attempts';
import { LoginTokens } from '../../../../../src/main/hosts/web/loginTokens';
import { Sessions } from '../../../../../src/main/hosts/web/sessions';
import { UploadInbox } from '../../../../../src/main/prediction/uploads/uploadInbox';
import { WebServer } from '../../../../../src/main/hosts/web/webServer';
import { RawSocket } from '../../../../support/rawSocket';
import { SocketStudio } from '../../../../support/socketStudio';
import { temporaryFolder } from '../../../../support/temporaryFolder';

let server: WebServer;
let waiting: AbortSignal | undefined;

function start(port: number): Promise<WebServer> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  /** Face 1 has a picture; the others' never come. */
  const picture = async (faceId: number, _sizePx: number, signal?: AbortSignal) => {
    waiting = signal;
    if (faceId !== 1) await new Promise(() => undefined);
    return { ok: { bytes: new Uint8Array([1, 2, 3]), version: 'v' } };
  };
  return WebServer.listen({
    assets: Assets.load(folder),
    attempts: new Attempts(),
    bound: { host: '127.0.0.1', ip: '127.0.0.1' },
    pictures: { thumbnail: picture, image: picture },
    uploads: new UploadInbox(() => folder),
    port,
    sessionsFor: () => new Sessions(null),
    studio: new SocketStudio(),
    tokens: new LoginTokens(),
  });
}

beforeEach(async () => {
  server = await start(0);
});
afterEach(() => server.close());

async function logIn(): Promise<string> {
  const reply = await fetch(server.freshAddress());
  return reply.headers.get('set-cookie')!.split(';')[0]!;
}

/** What comes back for bytes that no client of a library would send. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => (received += data.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

const own = (): Record<string, string> => ({ origin: server.origin });

describe('an upload', () => {
  const png = Buffer.from('\x89PNG\r\n\x1a\n0123456789', 'latin1');
  const send = async (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${server.origin}${path}`, init);
  const begin = async (headers: Record<string, string>): Promise<string> => {
    const answer = await send('/uploads', { method: 'POST', headers });
    return ((await answer.json()) as { ok: { upload: string } }).ok.upload;
  };

  it('is taken from our own page, file by file, over one connection', async () => {
    const headers = { cookie: await logIn(), ...own() };
    const upload = await begin(headers);
    for (const number of [0, 1]) {
      const answer = await send(`/uploads/${upload}/${number}`, { method: 'PUT', headers, body: png });
      expect(await answer.json()).toEqual({ ok: { bytes: 18 } });
    }
    // Refused in the middle of its body, which is let go by: the connection lives on.
    const text = Buffer.alloc(3_000_000, 'no picture ');
    const refused = await send(`/uploads/${upload}/2`, { method: 'PUT', headers, body: text });
    expect(await refused.json()).toMatchObject({ error: { code: 'image-unsupported' } });
    expect((await send('/session', { headers })).status).toBe(204);
  });

  it('is refused to strangers, to other pages, and without a length', async () => {
    const cookie = await logIn();
    const upload = await begin({ cookie, ...own() });
    const put = (headers: Record<string, string>, body: BodyInit = png): Promise<Response> =>
      send(`/uploads/${upload}/0`, { method: 'PUT', headers, body });
    expect((await put(own())).status).toBe(401);
    expect((await put({ cookie })).status).toBe(403);
    expect((await put({ cookie, origin: 'http://evil.example' })).status).toBe(403);
    const streamed = new ReadableStream({
      start: (controller) => {
        controller.enqueue(png);
        controller.close();
      },
    });
    const init = { method: 'PUT', headers: { cookie, ...own() }, body: streamed, duplex: 'half' };
    expect((await send(`/uploads/${upload}/0`, init as RequestInit)).status).toBe(411);
    expect(
      (await send('/index.html', { method: 'PUT', headers: { cookie, ...own() }, body: png })).status,
    ).toBe(405);
  });
});

describe('the web server', () => {
  it('sends everything with the headers that keep a page to itself', async () => {
    const cookie = await logIn();
    for (const path of ['/', '/nowhere', '/login', '/faces/1/thumbnail?size=96&version=v']) {
      const { headers } = await fetch(`${server.origin}${path}`, { headers: { cookie } });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('lets the page talk to its own socket', async () => {
    const { headers } = await fetch(server.origin, { headers: { cookie: await logIn() } });
    const socketOrigin = server.origin.replace('http', 'ws');
    expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ${socketOrigin};`);
  });

  it('answers HEAD without a body', async () => {
    const reply = await fetch(server.origin, { method: 'HEAD', headers: { cookie: await logIn() } });
    expect(reply.status).toBe(200);
    expect(Number(reply.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await reply.text()).toBe('');
  });

  it('ends a connection that sends what it does not read', async () => {
    const host = new URL(server.origin).host;
    const answer = await exchange(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9\r\n\r\nGET / HTT`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  it('refuses what is no HTTP, and headers without end', async () => {
    expect(await exchange('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    const host = new URL(server.origin).host;
    expect(await exchange(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it('stops making a picture when nobody waits for it', async () => {
    const address = new URL(`${server.origin}/faces/2/thumbnail?size=96&version=v`);
    const request = httpRequest(address, { headers: { cookie: await logIn() } }).end();
    request.on('error', () => undefined);
    waiting = undefined;
    while (waiting === undefined) await new Promise(setImmediate);
    const signal = waiting as AbortSignal;
    expect(signal.aborted).toBe(false);
    request.destroy();
    while (!signal.aborted) await new Promise(setImmediate);
  });

  it('opens a socket to whoever is logged in and comes from our page', async () => {
    const address = `${server.origin.replace('http', 'ws')}/socket`;
    const cookie = await logIn();
    await expect(RawSocket.open(address, own())).rejects.toBe(401);
    await expect(RawSocket.open(address, { cookie })).rejects.toBe(403);
    await expect(RawSocket.open(`${address}x`, { ...own(), cookie })).rejects.toBe(404);
    const socket = await RawSocket.open(address, { ...own(), cookie });
    expect(await socket.next(() => true)).toMatchObject({ kind: 'hello' });
  });

  it('says that its port is taken', async () => {
    await expect(start(server.port)).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(String(server.port)),
    });
  });

  it('ends with its windows told, also those that do not listen', async () => {
    const another = await start(0);
    const cookie = (await fetch(another.freshAddress())).headers.get('set-cookie')!.split(';')[0]!;
    const address = `${another.origin.replace('http', 'ws')}/socket`;
    const headers = { origin: another.origin, cookie };
    const [told, deaf] = [await RawSocket.open(address, headers), await RawSocket.open(address, headers)];
    deaf.socket.pause();
    await another.close();
    expect(await told.closed).toEqual([1001, 'the studio ends']);
    await expect(fetch(another.origin)).rejects.toThrow();
  });
});
