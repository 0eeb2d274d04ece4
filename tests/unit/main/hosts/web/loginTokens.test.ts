import { describe, expect, it } from 'vitest';
import { LoginTokens } from '../../../../../src/main/hosts/web/loginTokens';

describe('LoginTokens', () => {
  it('lets one in, once', () => {
    const tokens = new LoginTokens();
    const token = tokens.issue();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens.redeem(token)).toBe(true);
    expect(tokens.redeem(token)).toBe(false);
  });

  it('knows nothing but the newest', () => {
    const tokens = new LoginTokens();
    expect(tokens.redeem('')).toBe(false);
    const [old, fresh] = [tokens.issue(), tokens.issue()];
    expect(tokens.redeem(old)).toBe(false);
    expect(tokens.redeem(`${fresh} `)).toBe(false);
    expect(tokens.redeem(fresh)).toBe(true);
  });
});
