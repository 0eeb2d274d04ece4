import { describe, expect, it } from 'vitest';
import { isOwnAddress, isTrustedSender } from '../../../../../src/main/hosts/electron/security';

describe('own addresses', () => {
  it.each(['facet://app/index.html', 'facet://app/assets/a.js?x#y'])('accepts %s', (address) => {
    expect(isOwnAddress(address)).toBe(true);
  });

  it.each([
    'https://app/index.html',
    'facet://application/index.html',
    'facet://app.example.com/',
    'file:///etc/passwd',
    'facet-evil://app/',
    'not an address',
    '',
  ])('refuses %s', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });
});

describe('senders', () => {
  const own = 'facet://app/index.html';
  it('trusts the main frame of our own page only', () => {
    expect(isTrustedSender({ url: own, parent: null })).toBe(true);
    expect(isTrustedSender({ url: own, parent: { url: own } })).toBe(false);
    expect(isTrustedSender({ url: 'https://example.com/', parent: null })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });
});
