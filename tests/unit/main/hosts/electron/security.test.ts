import { describe, expect, it } from 'vitest';
import {
  assetPath,
  contentSecurityPolicy,
  isOwnAddress,
  isTrustedSender,
} from '../../../../../src/main/hosts/electron/security';

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

describe('assets', () => {
  it('maps the root and files', () => {
    expect(assetPath('facet://app/')).toBe('index.html');
    expect(assetPath('facet://app/assets/main-1.js')).toBe('assets/main-1.js');
  });

  it.each([
    'facet://app/%2e%2e/secret.js',
    'facet://app/a/..%2f..%2fsecret.js',
    'facet://app/a%5c..%5csecret.js',
    'facet://app/%00.js',
    'facet://app/c%3a/x.js',
    'facet://app/%E0%A4%A.js',
    'https://app/index.html',
  ])('never leaves its folder: %s', (address) => {
    const path = assetPath(address);
    expect(path === null || !path.split('/').includes('..')).toBe(true);
    if (path !== null) expect(path).not.toMatch(/[\\\0:]/);
  });
});

describe('the content security policy', () => {
  it('allows nothing from elsewhere and no inline script', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });
});
