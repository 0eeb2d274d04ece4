import { resolve } from 'node:path';
import { _electron, test, type ElectronApplication } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');

/** Electron's program where the tests are to run in it: see `npm run e2e:electron`. */
export const electronProgram = process.env['FACET_E2E_ELECTRON'] ?? null;

/** The application as a person starts it, on a project, with a memory of its own. */
export async function launchElectron(state: string, project: string): Promise<ElectronApplication> {
  const isRoot = process.getuid?.() === 0;
  return _electron.launch({
    executablePath: electronProgram!,
    // As root Chromium has no sandbox to offer; a container's /dev/shm is often too small for it.
    args: [root, project, '--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), FACET_STATE: state },
    colorScheme: 'dark',
    locale: 'en-GB',
  });
}

/** For what a browser has and Electron has not: a server, a login, a second window on the same studio. */
export function skipInElectron(): void {
  test.skip(electronProgram !== null, 'needs facet serve: Electron has a studio of its own');
}
