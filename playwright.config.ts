import { defineConfig } from '@playwright/test';

/** `scripts/test.mjs` says which browser; without it Playwright's own is used. */
const executablePath = process.env['FACET_BROWSER'];
const isRoot = process.getuid?.() === 0;

/** The window, served by the real command and used in a real Chromium; each test has a project of its own. */
export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  outputDir: 'test-results',
  // Two cores carry a server and a browser each for one test, and no second.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    colorScheme: 'dark',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // As root Chromium has no sandbox to offer, and it shows pages of our own only; a container's /dev/shm is often
      // too small for it.
      args: ['--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
});
