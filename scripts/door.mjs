import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program where its runtime is installed, else null. Asking the package itself would fetch the runtime,
 * unasked.
 */
export function findElectron(folder, environment = process.env) {
  try {
    const electron = join(folder, 'node_modules', 'electron');
    const path = readFileSync(join(electron, 'path.txt'), 'utf8').trim();
    const program = join(environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), path);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** A runtime is some 120 MB; a network that gives none says so sooner. */
const fetchLimitMs = 5 * 60 * 1000;

/** Whether an Electron window could be opened here at all: there is a screen, and who asks is not root. */
export function hasPlaceForElectron({ platform, environment, isRoot }) {
  if (platform !== 'linux') return true;
  return !isRoot && Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * Fetches Electron's runtime with its package's own `install-electron`; answers the program, or null where it cannot
 * be had. Electron 42 and newer fetch nothing when they are installed.
 */
export function fetchElectron(folder, program = process.execPath) {
  const script = join(folder, 'node_modules', 'electron', 'install.js');
  if (!existsSync(script)) return null;
  const { status } = spawnSync(program, [script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: fetchLimitMs,
  });
  return status === 0 ? findElectron(folder) : null;
}

/** How the studio is opened here: by which door, and one line that says which and why. */
export function chooseDoor({ electron, fetched = false, platform, environment, isRoot }) {
  const onLinux = platform === 'linux';
  if (onLinux && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) {
    return {
      door: 'address',
      line: 'There is no screen here, so Facet is served: open the address below in a browser.',
    };
  }
  if (electron === null) {
    const why =
      'Electron’s runtime is not installed and could not be fetched (npx install-electron says why)';
    return { door: 'browser', line: `Opening Facet in the browser: ${why}.` };
  }
  if (onLinux && isRoot) {
    return { door: 'browser', line: 'Opening Facet in the browser: Electron does not run as root.' };
  }
  return {
    door: 'electron',
    line: `Opening Facet in a window of its own: Electron’s runtime ${fetched ? 'was fetched' : 'is installed'}.`,
  };
}
