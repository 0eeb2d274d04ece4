import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder for what Facet remembers of this user between two starts (recent projects, who is logged in); not
 * created here. `FACET_STATE` wins, then each system's own convention.
 */
export function userStateFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment.FACET_STATE) return resolve(environment.FACET_STATE);
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'facet', 'State');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'facet');
  // The XDG base directory specification asks to ignore a relative path.
  const xdg = environment.XDG_STATE_HOME;
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'state'), 'facet');
}
