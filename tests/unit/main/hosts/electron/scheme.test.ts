import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Assets } from '../../../../../src/main/hosts/assets';
import { createSchemeHandler } from '../../../../../src/main/hosts/electron/scheme';
import { temporaryFolder } from '../../../../support/temporaryFolder';

let handle: ReturnType<typeof createSchemeHandler>;

beforeEach(() => {
  const folder = join(temporaryFolder(), 'renderer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, '..', 'secret.js'), 'secret');
  const picture = async (faceId: number, sizePx: number) => ({
    ok: { bytes: new Uint8Array([faceId, sizePx % 256]), version: 'v' },
  });
  handle = createSchemeHandler(Assets.load(folder), { thumbnail: picture, image: picture });
});

function ask(url: string, method = 'GET'): Promise<Response> {
  return handle({ url, method, headers: new Headers(), signal: new AbortController().signal });
}

describe('the application’s own scheme', () => {
  it('serves the window’s files with the policy', async () => {
    const reply = await ask('facet://app/');
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe('<!doctype html>');
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves the faces’ pictures, to be kept', async () => {
    const reply = await ask('facet://app/faces/7/thumbnail?size=96&version=v');
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(new Uint8Array([7, 96]));
    expect(reply.headers.get('cache-control')).toContain('immutable');
    expect((await ask('facet://app/faces/7/thumbnail?size=95&version=v')).status).toBe(400);
  });

  it.each([
    'facet://app/%2e%2e/secret.js',
    'facet://app/..%2fsecret.js',
    'facet://app/a%5c..%5csecret.js',
    'facet://app/%00.js',
    'facet://app/%E0%A4%A.js',
    'facet://other/index.html',
    'https://app/index.html',
  ])('knows nothing at %s', async (address) => {
    expect((await ask(address)).status).toBe(404);
  });

  it('only answers', async () => {
    expect((await ask('facet://app/', 'POST')).status).toBe(405);
  });
});
