import { describe, expect, it } from 'vitest';
import { refusalOf, upgradeRefusalOf } from '../../../../../src/main/hosts/web/guard';

const own = new Set(['127.0.0.1:4000', 'localhost:4000']);
const host = '127.0.0.1:4000';

function refused(headers: Record<string, string | undefined>, method = 'GET', url = '/'): number | null {
  return refusalOf({ headers: { host, ...headers }, method, url }, own)?.status ?? null;
}

describe('every request', () => {
  it('passes from our own page, and typed into an address bar', () => {
    expect(refused({})).toBeNull();
    expect(refused({ host: 'LOCALHOST:4000' })).toBeNull();
    expect(refused({ origin: 'http://127.0.0.1:4000' })).toBeNull();
    expect(refused({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBeNull();
    expect(refused({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors' })).toBeNull();
  });

  it('may follow a link from elsewhere', () => {
    expect(
      refused({
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }),
    ).toBeNull();
  });

  it.each([
    ['no host', { host: undefined }],
    ['a foreign host', { host: 'evil.example:4000' }],
    ['another port', { host: '127.0.0.1:4001' }],
    ['no port', { host: '127.0.0.1' }],
    ['a host that begins like ours', { host: '127.0.0.1:4000.evil.example' }],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['the origin of another port', { origin: 'http://127.0.0.1:3000' }],
    ['our other name', { origin: 'http://localhost:4000' }],
    ['an encrypted origin', { origin: 'https://127.0.0.1:4000' }],
    ['no origin to speak of', { origin: 'null' }],
    ['a picture for a foreign page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a picture for another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
    [
      'a frame in a foreign page',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
  ])('is refused with %s', (_what, headers) => {
    expect(refused(headers)).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', undefined])('is refused by %s', (method) => {
    const reply = refusalOf({ headers: { host }, method, url: '/' }, own);
    expect(reply).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('is refused with a body', () => {
    expect(refused({ 'content-length': '1' })).toBe(413);
    expect(refused({ 'content-length': 'x' })).toBe(413);
    expect(refused({ 'transfer-encoding': 'chunked' })).toBe(413);
    expect(refused({ 'content-length': '0' })).toBeNull();
  });

  it.each(['', 'http://evil.example/', '//evil.example/', '/\\evil.example', '*', 'index.html'])(
    'is refused for the address %j',
    (url) => expect(refused({}, 'GET', url)).toBe(400),
  );

  it('is refused for an endless address', () => {
    expect(refused({}, 'GET', `/${'a'.repeat(3000)}`)).toBe(414);
  });
});

describe('an upload', () => {
  const file = '/uploads/01234567-89ab-cdef-0123-456789abcdef/0';
  const bytes = { 'content-length': '100' };

  it('passes with its body from our own page, which says so', () => {
    const origin = 'http://127.0.0.1:4000';
    expect(refused({ ...bytes, origin }, 'PUT', file)).toBeNull();
    expect(refused({ origin }, 'POST', '/uploads')).toBeNull();
  });

  it('is refused to everybody else', () => {
    expect(refused(bytes, 'PUT', file)).toBe(403);
    expect(refused({ ...bytes, origin: 'http://evil.example' }, 'PUT', file)).toBe(403);
    expect(refused({ ...bytes, origin: 'http://127.0.0.1:3000' }, 'PUT', file)).toBe(403);
    expect(refused({}, 'POST', '/uploads')).toBe(403);
    const origin = 'http://127.0.0.1:4000';
    expect(refused({ ...bytes, origin, host: 'evil.example:4000' }, 'PUT', file)).toBe(403);
  });

  it('is the only thing that has a body, and only where it goes', () => {
    const origin = 'http://127.0.0.1:4000';
    expect(refused({ ...bytes, origin }, 'PUT', '/uploads/..')).toBe(405);
    expect(refused({ ...bytes, origin }, 'POST', '/uploads')).toBe(413);
    expect(refused({ ...bytes, origin }, 'PUT', '/session')).toBe(405);
  });
});

describe('opening a socket', () => {
  const open = (origin?: string): number | null =>
    upgradeRefusalOf({ headers: { host, origin }, method: 'GET', url: '/socket' }, own)?.status ?? null;

  it('needs our own origin, said aloud', () => {
    expect(open('http://127.0.0.1:4000')).toBeNull();
    expect(open()).toBe(403);
    expect(open('http://evil.example')).toBe(403);
    expect(open('null')).toBe(403);
  });
});
