import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

/** Not a test: makes the pictures of the README. `npm run screenshots`. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../test-results',
  timeout: 600_000,
});
