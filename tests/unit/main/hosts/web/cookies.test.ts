import { describe, expect, it } from 'vitest';
import { sessionCookie, sessionSecretOf } from '../../../../../src/main/hosts/web/cookies';

describe('the session’s cookie', () => {
  it('is out of reach of scripts and of other sites', () => {
    const cookie = sessionCookie(4000, 'secret');
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=1209600']) {
      expect(cookie.split('; ')).toContain(attribute);
    }
  });

  it('is read back, among others, by the port that has set it', () => {
    const sent = (cookie?: string): string | null =>
      sessionSecretOf({ headers: cookie === undefined ? {} : { cookie } }, 4000);
    const [pair] = sessionCookie(4000, 'secret').split(';');
    expect(sent(pair)).toBe('secret');
    expect(sent(`other=1; ${pair}; facet-4001=another`)).toBe('secret');
    expect(sent('facet-4001=another')).toBeNull();
    expect(sent('xfacet-4000=another')).toBeNull();
    expect(sent('facet-4000=')).toBeNull();
    expect(sent()).toBeNull();
  });
});
