// npm run package [-- electron-builder's options]: packages the application for this system into dist/.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { root, runningNode } from './node.mjs';
import { runAttached, runCaptured } from './spawning.mjs';
import { toolScript } from './tools.mjs';

const stage = join(root, 'dist', 'stage');
const iconPx = 1024;

/** The builder's script; ends with a reason where it is not installed. */
function builder() {
  if (!existsSync(join(root, 'node_modules', 'electron-builder'))) {
    console.error('electron-builder is not installed: run npm ci with its development dependencies.');
    process.exit(1);
  }
  return toolScript('electron-builder');
}

/** Every system's icon is made of this one. */
async function drawIcon() {
  const { default: sharp } = await import('sharp');
  mkdirSync(stage, { recursive: true });
  const picture = sharp(join(root, 'src', 'renderer', 'ui', 'facet.svg'), { density: 1200 });
  await picture.resize(iconPx, iconPx).png().toFile(join(stage, 'icon.png'));
}

async function step(name, words) {
  const { exitCode, output } = await runCaptured(runningNode(), words, { cwd: root });
  console.log(`${name}: ${output.trim()}`);
  if (exitCode !== 0) process.exit(exitCode);
}

const script = builder();
if ((await ensureBuilt()) !== 0) process.exit(1);
await step('TensorFlow', [join(root, 'scripts', 'facet.mjs'), 'doctor', '--prepare']);
await step('shipped', [join(root, 'out', 'main', 'shipTensorFlow.js'), join(stage, 'tensorflow')]);
await drawIcon();
process.exitCode = await runAttached(
  runningNode(),
  [script, '--config', 'electron-builder.config.ts', '--publish', 'never', ...process.argv.slice(2)],
  { cwd: root },
);
