// Which Node runs Facet. This file must start under Node 20.19, like all scripts here.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The first version with `node:sqlite` without a flag. */
const LEAST = [22, 13];

/** Whether a Node of this version runs Facet; versions as `process.versions.node` writes them. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/** The binaries that may come with the optional dependencies, for one platform. */
export function packagedNodes(folder, platform, architecture) {
  const names = [`node-${platform === 'win32' ? 'win' : platform}-${architecture}`];
  if (platform === 'darwin') names.push(`node-bin-darwin-${architecture}`);
  const binary = platform === 'win32' ? 'node.exe' : 'node';
  return names.map((name) => join(folder, 'node_modules', name, 'bin', binary));
}

/**
 * The Node to run: this one where it is new enough, else the packaged one. Throws, with what to do, where there
 * is neither.
 */
export function runningNode(
  folder = root,
  { version, platform, architecture, executable } = {
    version: process.versions.node,
    platform: process.platform,
    architecture: process.arch,
    executable: process.execPath,
  },
) {
  if (isNewEnough(version)) return executable;
  const packaged = packagedNodes(folder, platform, architecture).find((path) => existsSync(path));
  if (packaged !== undefined) return packaged;
  throw new Error(
    `Facet needs Node ${LEAST.join('.')} or newer, this is ${version}, and no packaged Node for ` +
      `${platform} ${architecture} is in node_modules. Run \`npm ci\` (with optional dependencies) or update Node.`,
  );
}
