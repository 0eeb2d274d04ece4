import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../../src/main/hosts/contentSecurityPolicy';

describe('the content security policy', () => {
  it('allows nothing from elsewhere and no inline script', () => {
    expect(contentSecurityPolicy()).toContain("default-src 'none'");
    expect(contentSecurityPolicy()).not.toMatch(/unsafe|https?:|\*/);
  });

  it('lets the page talk to the named origins, and load nothing from them', () => {
    const policy = contentSecurityPolicy(['ws://127.0.0.1:1']);
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;");
    expect(policy.match(/ws:/g)).toHaveLength(1);
  });
});
