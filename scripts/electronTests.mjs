// npm run e2e:electron [-- SPECS]: the end-to-end tests in Electron where its runtime is there, else why not.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { findElectron } from './door.mjs';
import { root, runningNode } from './node.mjs';
import { runAttached } from './spawning.mjs';
import { toolScript } from './tools.mjs';

/** What keeps the tests from running here; null when nothing does. `wrapper` is what they are started with. */
export function electronGround({ electron, platform, environment, hasXvfb }) {
  if (electron === null) {
    return { obstacle: 'Electron’s runtime is not installed (npx install-electron fetches it)', wrapper: [] };
  }
  const hasScreen = platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  if (hasScreen) return { obstacle: null, wrapper: [] };
  return hasXvfb
    ? { obstacle: null, wrapper: ['xvfb-run', '--auto-servernum'] }
    : { obstacle: 'there is no screen, and no xvfb-run to stand in for one', wrapper: [] };
}

async function main() {
  const electron = findElectron(root);
  const { obstacle, wrapper } = electronGround({
    electron,
    platform: process.platform,
    environment: process.env,
    hasXvfb: spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0,
  });
  if (obstacle !== null) {
    console.log(
      `The end-to-end tests do not run in Electron here: ${obstacle}. They run in Chromium: npm test.`,
    );
    return 0;
  }
  if ((await ensureBuilt()) !== 0) return 1;
  const [program, ...words] = [
    ...wrapper,
    runningNode(),
    toolScript('playwright'),
    'test',
    ...process.argv.slice(2),
  ];
  return runAttached(program, words, {
    cwd: root,
    env: { ...process.env, FACET_E2E_ELECTRON: electron },
  });
}

if (process.argv[1]?.endsWith('electronTests.mjs')) process.exitCode = await main();
