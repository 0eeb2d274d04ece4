import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];

/**
 * Playwright's own Chromium where it is installed, else the system's, else one from the system's package manager
 * where that may be asked. Throws with what to do where there is none.
 */
export function findChromium(): string {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const found = onPath() ?? (installed() ? onPath() : undefined);
  if (found !== undefined) return found;
  throw new Error(
    'The end-to-end tests need a Chromium, and there is none. Install one (`apt-get install chromium`, or ' +
      '`node scripts/run.mjs playwright install chromium`) and try again.',
  );
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(): boolean {
  if (process.getuid?.() !== 0) return false;
  const apt = (...words: string[]): boolean =>
    spawnSync('apt-get', words, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt('update') && apt('install', '--yes', '--no-install-recommends', 'chromium');
}
