import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { fail } from '@shared/result';

/** A file of the built window. */
export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Changes with the bytes; without quotes. */
  readonly hash: string;
  /** Its name carries its content's hash: it may be kept for ever. */
  readonly immutable: boolean;
  /** Text gets smaller by compression, what else there is does not. */
  readonly compressible: boolean;
}

/** What is not in this table is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const compressed: ReadonlySet<string> = new Set(['.png', '.webp', '.woff2']);

/**
 * The built window's files by their address, read once: a build that goes on meanwhile never shows half of the old
 * and half of the new. An address is looked up as it is written, so that none can name anything else.
 */
export class Assets {
  private constructor(
    private readonly assets: ReadonlyMap<string, Asset>,
    /** The page that everything else belongs to. */
    readonly window: Asset,
  ) {}

  /** Fails with `not-built`. */
  static load(folder: string): Assets {
    const assets = new Map<string, Asset>();
    for (const path of filesBelow(folder)) {
      const extension = extname(path);
      const contentType = contentTypes[extension];
      if (contentType === undefined) continue;
      const bytes = new Uint8Array(readFileSync(join(folder, path)));
      assets.set(`/${path.split(sep).join('/')}`, {
        bytes,
        contentType,
        hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
        immutable: path.startsWith(`assets${sep}`),
        compressible: !compressed.has(extension),
      });
    }
    const window = assets.get('/index.html');
    if (window === undefined) {
      fail('not-built', `The window’s files are not in ${folder}. Build them: npm run build.`);
    }
    return new Assets(assets, window);
  }

  /** By an address's path as it was sent; null where there is no such file. */
  find(pathname: string): Asset | null {
    return pathname === '/' ? this.window : (this.assets.get(pathname) ?? null);
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}
