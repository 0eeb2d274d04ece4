// npm start [-- PROJECT]: opens the studio, in Electron where it can, else in the browser.
import { join, resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { chooseDoor, fetchElectron, findElectron, hasPlaceForElectron } from './door.mjs';
import { root, runningNode } from './node.mjs';
import { runAttached } from './spawning.mjs';

const words = process.argv.slice(2);
const [project] = words;
if (words.length > 1 || project?.startsWith('-')) {
  console.error('Usage: npm start [-- PROJECT], a project’s folder; without one, the project opened last.');
  process.exit(2);
}
// npm runs this in its own folder; a person's path begins where they are.
const folder = project === undefined ? [] : [resolve(process.env.INIT_CWD ?? process.cwd(), project)];
const machine = {
  platform: process.platform,
  environment: process.env,
  isRoot: process.getuid?.() === 0,
};
const installed = findElectron(root);
let electron = installed;
if (electron === null && hasPlaceForElectron(machine)) {
  console.log('Fetching Electron’s runtime, once…');
  electron = fetchElectron(root, runningNode());
}
const { door, line } = chooseDoor({ electron, fetched: installed === null, ...machine });
console.log(line);
if ((await ensureBuilt()) !== 0) process.exit(1);
if (door === 'electron') {
  process.exitCode = await runAttached(electron, [root, ...folder]);
} else {
  const parameters = ['serve', ...(door === 'browser' ? ['--open'] : [])];
  if (folder.length > 0) parameters.push('--project', ...folder);
  process.exitCode = await runAttached(runningNode(), [join(root, 'out', 'main', 'cli.js'), ...parameters]);
}
