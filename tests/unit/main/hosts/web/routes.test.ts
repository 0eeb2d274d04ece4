import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { Assets } from '../../../../../src/main/hosts/assets';
import { Attempts } from '../../../../../src/main/hosts/web/attempts';
import { LoginTokens } from '../../../../../src/main/hosts/web/loginTokens';
import { Routes, type Asked } from '../../../../../src/main/hosts/web/routes';
import { Sessions } from '../../../../../src/main/hosts/web/sessions';
import type { Reply } from '../../../../../src/main/hosts/reply';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const script = 'export const face = 1;\n'.repeat(100);
let tokens: LoginTokens;
let routes: Routes;
let signals: (AbortSignal | undefined)[];

beforeEach(() => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-1.js'), script);
  tokens = new LoginTokens();
  signals = [];
  const picture = async (_id: number, _sizePx: number, signal?: AbortSignal) => {
    signals.push(signal);
    return { ok: { bytes: new Uint8Array([1]), version: 'v' } };
  };
  routes = new Routes({
    assets: Assets.load(folder),
    pictures: { thumbnail: picture, image: picture },
    tokens,
    sessions: new Sessions(null),
    attempts: new Attempts(() => 0),
    port: 4000,
  });
});

function ask(url: string, headers: Asked['headers'] = {}, part: Partial<Asked> = {}): Promise<Reply> {
  return routes.answer({ headers, method: 'GET', url, caller: '127.0.0.1', ...part });
}

async function logIn(): Promise<{ cookie: string }> {
  const reply = await ask(`/login?token=${tokens.issue()}`);
  return { cookie: reply.headers['set-cookie']!.split(';')[0]! };
}

describe('a stranger', () => {
  it.each([
    '/',
    '/index.html',
    '/assets/main-1.js',
    '/faces/1/thumbnail?size=96&version=v',
    '/session',
    '/x',
  ])('gets nothing at %s', async (url) => {
    expect(await ask(url)).toMatchObject({ status: 401 });
    expect(await ask(url, { cookie: 'facet-4000=guess' })).toMatchObject({ status: 401 });
  });

  it('is told what to do, as a page where a person looks', async () => {
    const page = await ask('/', { accept: 'text/html,*/*', 'accept-language': 'it' });
    expect(page).toMatchObject({ status: 401, headers: { 'content-language': 'it' } });
    expect((await ask('/')).headers['content-type']).toContain('text/plain');
  });
});

describe('the login', () => {
  it('lets one browser in by a token, once, with a cookie that only the server reads', async () => {
    const address = `/login?token=${tokens.issue()}`;
    const entered = await ask(address);
    const window = await ask('/', await logIn());
    expect(entered).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', 'content-type': window.headers['content-type'] },
      body: window.body,
    });
    expect(entered.headers).not.toHaveProperty('etag');
    expect(entered.headers['set-cookie']).toMatch(/^facet-4000=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
    const again = await ask(address);
    expect(again).toMatchObject({ status: 401 });
    expect(again.headers).not.toHaveProperty('set-cookie');
  });

  it('takes whoever is in already to the window, and leaves the token to another browser', async () => {
    const cookie = await logIn();
    const address = `/login?token=${tokens.issue()}`;
    expect(await ask(address, cookie)).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(await ask(address)).toMatchObject({ status: 200 });
  });

  it('is not used up by a program that only looks at the address', async () => {
    const address = `/login?token=${tokens.issue()}`;
    expect(await ask(address, {}, { method: 'HEAD' })).toMatchObject({ status: 401 });
    expect(await ask(address)).toMatchObject({ status: 200 });
  });

  it('stops listening to a caller after ten attempts, and to no other', async () => {
    const address = `/login?token=${tokens.issue()}`;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await ask('/login?token=guess')).toMatchObject({ status: 401 });
    }
    expect(await ask(address)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(await ask(address, {}, { caller: '192.168.1.9' })).toMatchObject({ status: 200 });
  });

  it.each(['/login', '/login?', '/login?token=', '/login?Token=x', '/login?token=a&token=b'])(
    'is not passed by %s',
    async (url) => {
      tokens.issue();
      expect(await ask(url)).toMatchObject({ status: 401 });
    },
  );
});

describe('whoever is in', () => {
  it('gets the window, small, and asks only once for what never changes', async () => {
    const cookie = await logIn();
    expect(await ask('/', cookie)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
    const asset = await ask('/assets/main-1.js', { ...cookie, 'accept-encoding': 'gzip, br' });
    expect(asset.headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(brotliDecompressSync(asset.body as Uint8Array).toString()).toBe(script);
  });

  it('is spared what the browser has', async () => {
    const cookie = await logIn();
    const { etag } = (await ask('/', cookie)).headers;
    expect(await ask('/', { ...cookie, 'if-none-match': etag! })).toMatchObject({ status: 304, body: null });
    const { headers } = await ask('/assets/main-1.js', { ...cookie, 'accept-encoding': 'br' });
    // The same file in another encoding is another thing.
    expect(await ask('/assets/main-1.js', { ...cookie, 'if-none-match': headers['etag']! })).toMatchObject({
      status: 200,
    });
  });

  it('gets pictures, which stop being made when nobody waits', async () => {
    const { signal } = new AbortController();
    const url = '/faces/1/thumbnail?size=96&version=v';
    expect(await ask(url, await logIn(), { signal })).toMatchObject({ status: 200 });
    expect(signals).toEqual([signal]);
  });

  it('is known', async () => {
    expect(await ask('/session', await logIn())).toMatchObject({ status: 204, body: null });
  });

  it.each(['/assets', '/assets/', '/../package.json', '/%2e%2e/package.json', '/index.html/', '/?/../x/..'])(
    'finds no way out by %s',
    async (url) => {
      const reply = await ask(url, await logIn());
      // A question mark begins parameters, which mean nothing to the window's files.
      expect(reply.status).toBe(url.startsWith('/?') ? 200 : 404);
      expect(String(reply.body)).not.toContain('"dependencies"');
    },
  );
});
