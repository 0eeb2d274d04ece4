import { describe, expect, it } from 'vitest';
import { webAddress } from '@shared/contract/webAddress';

describe('webAddress', () => {
  it.each([
    'http://mmlab.ie.cuhk.edu.hk/projects/TCDCN/data/MTFL.zip',
    'https://127.0.0.1:8443/a?mail=me@example.org',
    'http://localhost/@me',
    'HTTP://[::1]/MTFL.zip',
  ])('takes %s', (address) => {
    expect(webAddress.safeParse(address).success).toBe(true);
  });

  it.each([
    '',
    'MTFL.zip',
    '//example.org/MTFL.zip',
    'ftp://example.org/MTFL.zip',
    'file:///etc/passwd',
    'data:application/zip,PK',
    'http://me@example.org/',
    'https://me:secret@example.org/',
    'http:\\\\me:secret@example.org/',
  ])('refuses “%s”', (address) => {
    expect(webAddress.safeParse(address).success).toBe(false);
  });
});
