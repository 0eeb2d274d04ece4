import { describe, expect, it } from 'vitest';
import {
  isLoopback,
  ownAuthorities,
  printedOrigin,
  resolveBound,
} from '../../../../../src/main/hosts/web/bind';

const machine = { hostname: 'Facetbox', ips: ['127.0.0.1', '::1', '192.168.1.5', 'fe80::1'] };
const loopback = { host: '127.0.0.1', ip: '127.0.0.1' };
const anywhere = { host: '0.0.0.0', ip: '0.0.0.0' };

describe('resolveBound', () => {
  it('takes loopback, by number and by name', async () => {
    expect(await resolveBound('127.0.0.1', false)).toEqual(loopback);
    expect(await resolveBound('[::1]', false)).toEqual({ host: '::1', ip: '::1' });
    expect(isLoopback((await resolveBound('localhost', false)).ip)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', '[fe80::1]'])(
    'refuses %s, which others can reach, unless it is allowed',
    async (host) => {
      await expect(resolveBound(host, false)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining('--allow-remote'),
      });
      expect((await resolveBound(host, true)).host).not.toContain('[');
    },
  );

  it('says which name it does not know', async () => {
    await expect(resolveBound('no such name', true)).rejects.toMatchObject({
      code: 'host-unknown',
      message: expect.stringContaining('no such name'),
    });
  });

  it.each(['127.0.0.1.example.com', '128.0.0.1', '1270.0.0.1', '::2', '0.0.0.0'])(
    'does not take %s for loopback',
    (ip) => expect(isLoopback(ip)).toBe(false),
  );
});

describe('ownAuthorities', () => {
  it('are the names of loopback with the very port, and no others', () => {
    expect([...ownAuthorities(loopback, 4000, machine)].sort()).toEqual([
      '127.0.0.1:4000',
      '[::1]:4000',
      'localhost:4000',
    ]);
  });

  it('are the machine’s own names and numbers when it listens on all of them', () => {
    const own = ownAuthorities(anywhere, 4000, machine);
    for (const name of ['192.168.1.5', '[fe80::1]', 'facetbox', 'localhost']) {
      expect(own).toContain(`${name}:4000`);
    }
    expect(own).not.toContain('evil.example:4000');
  });

  it('are only the one address that it listens on', () => {
    const own = ownAuthorities({ host: 'box.lan', ip: '192.168.1.5' }, 4000, machine);
    expect([...own].sort()).toEqual(['192.168.1.5:4000', 'box.lan:4000']);
  });

  it('leave out the port that browsers leave out', () => {
    expect(ownAuthorities(loopback, 80, machine)).toContain('localhost');
    expect(ownAuthorities(loopback, 4000, machine)).not.toContain('localhost');
  });
});

describe('printedOrigin', () => {
  it('is one that a browser can go to', () => {
    expect(printedOrigin(loopback, 4000, machine)).toBe('http://127.0.0.1:4000');
    expect(printedOrigin({ host: '::1', ip: '::1' }, 4000, machine)).toBe('http://[::1]:4000');
    expect(printedOrigin(anywhere, 4000, machine)).toBe('http://192.168.1.5:4000');
    expect(printedOrigin(anywhere, 80, { hostname: 'facetbox', ips: ['127.0.0.1'] })).toBe('http://facetbox');
  });

  it('is among those that are answered', () => {
    for (const bound of [loopback, anywhere, { host: '::', ip: '::' }]) {
      const { host } = new URL(printedOrigin(bound, 4000, machine));
      expect(ownAuthorities(bound, 4000, machine)).toContain(host);
    }
  });
});
