import { describe, expect, it } from 'vitest';
import { imageFormatOf, notRead } from '../../../../src/main/images/imageFile';

/** A file's first box with its brands (ISO 14496-12), and what comes behind it. */
function container(major: string, ...compatible: string[]): Uint8Array {
  const box = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from(`ftyp${major}`, 'latin1'),
    Buffer.alloc(4),
    Buffer.from(compatible.join(''), 'latin1'),
  ]);
  box.writeUInt32BE(box.length);
  return Buffer.concat([box, Buffer.from('    metaavif')]);
}

describe('a file’s kind', () => {
  it('is AVIF by its brand, also where the major one is that of any picture', () => {
    expect(imageFormatOf(container('avif', 'mif1', 'miaf'))).toBe('avif');
    expect(imageFormatOf(container('avis', 'msf1'))).toBe('avif');
    expect(imageFormatOf(container('mif1', 'miaf', 'avif', 'MA1B'))).toBe('avif');
    expect(imageFormatOf(container('mif1', 'heic'))).toBeNull();
    expect(imageFormatOf(container('heic', 'avif'))).toBeNull();
    // What stands behind the box is none of its brands.
    expect(imageFormatOf(container('mif1'))).toBeNull();
  });

  it('is said where it is not read', () => {
    expect(notRead(container('heic', 'mif1'))).toContain('HEIC');
    expect(notRead(container('mif1', 'heic'))).toContain('HEIC');
    expect(notRead(Buffer.from('BM0123'))).toContain('BMP');
    expect(notRead(container('qt  '))).toContain('It is no JPEG');
    expect(notRead(new Uint8Array())).toBe('It is empty.');
    expect(imageFormatOf(new Uint8Array(3))).toBeNull();
    expect(imageFormatOf(Buffer.from('\0\0\0\x08ftyp', 'latin1'))).toBeNull();
  });
});
