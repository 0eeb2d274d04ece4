import { join } from 'node:path';

/** Everything about TensorFlow in the user's cache: installations, downloads, the lock, the log. */
export function tensorFlowFolder(cacheFolder: string): string {
  return join(cacheFolder, 'tensorflow');
}
