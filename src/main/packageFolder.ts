import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fail } from '@shared/result';

/**
 * What `read` finds in the folder of a package whose networks Facet brings along.
 *
 * @param what is read, as the beginning of a sentence. Fails with `model-missing` where it is not there, or `read` throws.
 */
export function fromPackage<T>(name: string, what: string, read: (folder: string) => T): T {
  try {
    return read(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)));
  } catch (cause) {
    fail('model-missing', `${what} is missing (${String(cause)}). Install Facet anew.`);
  }
}
