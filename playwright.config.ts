import { defineConfig } from '@playwright/test';

/** `scripts/test.mjs` says which browser; without it Playwright's own is used. */
const executablePath = process.env['FACET_BROWSER'];

export default defineConfig({
  testDir: 'e2e',
  timeout: 300_000,
  workers: 1,
  forbidOnly: true,
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // As root Chromium has no sandbox to offer; it shows pages of our own only.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
