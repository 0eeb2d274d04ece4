import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fail } from '@shared/result';

/**
 * What `read` finds in the folder of a package whose networks Facet brings along.
 *
 * @param what is read, as the beginning of a sentence. Fails with `model-missing` where it is not there, or `read` throws.
 */
export function fromPackage<T>(name: string, what: string, read: (folder: string) => T): T {
  try {
    return read(folderOf(name));
  } catch (cause) {
    fail('model-missing', `${what} is missing (${String(cause)}). Install Facet anew.`);
  }
}

/** By Node's own places for packages, and not by resolving a file of it: some packages hide all but their entries. */
function folderOf(name: string): string {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = places.map((place) => join(place, name)).find((each) => existsSync(each));
  if (folder === undefined) throw new Error(`there is no package ${name}`);
  return folder;
}
