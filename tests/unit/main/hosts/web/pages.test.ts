import { describe, expect, it } from 'vitest';
import { pageReply } from '../../../../../src/main/hosts/web/pages';

describe('the pages for strangers', () => {
  it('speak the browser’s language where they can', () => {
    const language = (accepted?: string): string => pageReply('login', accepted).headers['content-language']!;
    expect(language('it-IT,it;q=0.9,en;q=0.8')).toBe('it');
    expect(language('en-US,it;q=0.5')).toBe('en');
    expect(language('de,it;q=0.5')).toBe('it');
    expect(language('de')).toBe('en');
    expect(language()).toBe('en');
  });

  it('load nothing and run nothing', () => {
    for (const name of ['login', 'refused', 'wait'] as const) {
      const { headers, body } = pageReply(name, undefined);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(headers['cache-control']).toBe('no-store');
      expect(body).not.toMatch(/<script|src=/);
    }
  });

  it('lead nowhere', () => {
    expect(pageReply('refused', undefined)).toMatchObject({
      status: 401,
      body: expect.not.stringContaining('refresh'),
    });
    expect(pageReply('wait', undefined).status).toBe(429);
  });
});
