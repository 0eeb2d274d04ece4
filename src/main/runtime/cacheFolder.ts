import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder for what can be fetched or built again (TensorFlow, downloads, logs); not created here.
 * `FACET_CACHE` wins, then each system's own convention.
 */
export function userCacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment.FACET_CACHE) return resolve(environment.FACET_CACHE);
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'facet', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'facet');
  // The XDG base directory specification asks to ignore a relative path.
  const xdg = environment.XDG_CACHE_HOME;
  return join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), 'facet');
}
