import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../../../src/main/hosts/assets';
import { CompressedAssets, preferredEncoding } from '../../../../../src/main/hosts/web/compression';

const text = 'a face, and a face. '.repeat(200);
function asset(part: Partial<Asset> = {}): Asset {
  const bytes = new Uint8Array(Buffer.from(text));
  return { bytes, contentType: 'text/css', hash: 'h', immutable: true, compressible: true, ...part };
}

describe('preferredEncoding', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0.0, *', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['brotli', null],
    ['', null],
  ])('of %j is %j', (accepted, encoding) => expect(preferredEncoding(accepted)).toBe(encoding));
});

describe('CompressedAssets', () => {
  it('makes each file smaller once, in each way', async () => {
    const assets = new CompressedAssets();
    const one = asset();
    const brotli = await assets.encode(one, 'br');
    expect(brotliDecompressSync(brotli.bytes).toString()).toBe(text);
    expect(brotli.bytes.length).toBeLessThan(200);
    expect((await assets.encode(one, 'br')).bytes).toBe(brotli.bytes);
    const gzip = await assets.encode(one, 'gzip');
    expect(gzip.encoding).toBe('gzip');
    expect(gunzipSync(gzip.bytes).toString()).toBe(text);
  });

  it('leaves alone what gets no smaller, and what nobody can read compressed', async () => {
    const assets = new CompressedAssets();
    for (const [one, accepted] of [
      [asset({ compressible: false }), 'br'],
      [asset({ bytes: new Uint8Array(100) }), 'br'],
      [asset(), undefined],
    ] as const) {
      expect(await assets.encode(one, accepted)).toEqual({ encoding: null, bytes: one.bytes });
    }
  });
});
