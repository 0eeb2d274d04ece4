import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Asset } from '../assets';

const compress = {
  br: promisify(brotliCompress),
  gzip: promisify(gzip),
} as const;
type Encoding = keyof typeof compress;

/** Nearly as small as the highest, in a fiftieth of its time: the first window does not wait for the last byte. */
const brotliQuality = 6;
/** Below this the headers outweigh what is saved. */
const leastBytes = 512;

export interface Encoded {
  readonly encoding: Encoding | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Compresses each file once, when somebody first asks for it, and keeps the result. */
export class CompressedAssets {
  private readonly kept = new Map<Asset, Partial<Record<Encoding, Promise<Uint8Array<ArrayBuffer>>>>>();

  async encode(asset: Asset, acceptEncoding: string | undefined): Promise<Encoded> {
    const worthIt = asset.compressible && asset.bytes.length >= leastBytes;
    const encoding = worthIt ? preferredEncoding(acceptEncoding ?? '') : null;
    if (encoding === null) return { encoding, bytes: asset.bytes };
    let variants = this.kept.get(asset);
    if (variants === undefined) this.kept.set(asset, (variants = {}));
    return { encoding, bytes: await (variants[encoding] ??= encoded(asset.bytes, encoding)) };
  }
}

async function encoded(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const made =
    encoding === 'br'
      ? await compress.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
      : await compress.gzip(bytes);
  return new Uint8Array(made);
}

/** Brotli where it is taken, else gzip, else none; RFC 9110, section 12.5.3, for these two. */
export function preferredEncoding(acceptEncoding: string): Encoding | null {
  const refused = new Set<string>();
  const taken = new Set<string>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    (isRefused ? refused : taken).add(name);
  }
  const isTaken = (name: Encoding): boolean => taken.has(name) || (taken.has('*') && !refused.has(name));
  return isTaken('br') ? 'br' : isTaken('gzip') ? 'gzip' : null;
}
