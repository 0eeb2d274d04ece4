// npm run e2e [-- Playwright's parameters]: the end-to-end tests, or some of them, in the Chromium that is found here.
import { findBrowser } from './browser.mjs';
import { runningNode } from './node.mjs';
import { runAttached } from './spawning.mjs';
import { toolScript } from './tools.mjs';

const browser = await findBrowser();
if (browser === null) {
  console.error('There is no Chromium here, and none could be installed. Install `chromium`, and try again.');
  process.exit(1);
}
process.exitCode = await runAttached(
  runningNode(),
  [toolScript('playwright'), 'test', ...process.argv.slice(2)],
  { env: { ...process.env, FACET_BROWSER: browser } },
);
