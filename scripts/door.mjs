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

/** How the studio is opened here: by which door, and one line that says which and why. */
export function chooseDoor({ electron, platform, environment, isRoot }) {
  const onLinux = platform === 'linux';
  if (onLinux && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) {
    return {
      door: 'address',
      line: 'There is no screen here, so Facet is served: open the address below in a browser.',
    };
  }
  if (electron === null) {
    const why = 'Electron’s runtime is not installed (npx install-electron fetches it)';
    return { door: 'browser', line: `Opening Facet in the browser: ${why}.` };
  }
  if (onLinux && isRoot) {
    return { door: 'browser', line: 'Opening Facet in the browser: Electron does not run as root.' };
  }
  return {
    door: 'electron',
    line: 'Opening Facet in a window of its own: Electron’s runtime is installed.',
  };
}
