// Which Chromium the end-to-end tests run in.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome'];
const installLimitMs = 5 * 60 * 1000;

/**
 * The browser's path: Playwright's own where it is installed, else the system's, else one that the system's package
 * manager installs now, which takes root. Null where there is none to be had.
 */
export async function findBrowser() {
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  return systemBrowser() ?? (installBrowser() ? systemBrowser() : null);
}

export function systemBrowser(searchPath = process.env['PATH'] ?? '') {
  const paths = searchPath
    .split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

function installBrowser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const options = { stdio: 'ignore', timeout: installLimitMs };
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) => spawnSync('apt-get', words, { ...options, env: environment }).status === 0;
  return apt('install', '-y', 'chromium') || (apt('update') && apt('install', '-y', 'chromium'));
}
