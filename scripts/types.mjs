// node scripts/types.mjs: checks each runtime's project, two at a time; the window's with Vue's checker.
import { root, runningNode } from './node.mjs';
import { runCaptured } from './spawning.mjs';
import { toolScript } from './tools.mjs';

const AT_ONCE = 2;
const projects = ['tests', 'main', 'renderer', 'preload', 'shared'];

async function check(project) {
  const tool = project === 'renderer' ? 'vue-tsc' : 'tsc';
  const parameters = [toolScript(tool), '--project', `tsconfig.${project}.json`, '--pretty'];
  const { exitCode, output } = await runCaptured(runningNode(), parameters, { cwd: root });
  if (exitCode !== 0) console.error(`${project}:\n${output}`);
  return exitCode === 0;
}

async function checkInTurn(remaining) {
  let good = true;
  for (let project = remaining.shift(); project !== undefined; project = remaining.shift()) {
    good = (await check(project)) && good;
  }
  return good;
}

const remaining = [...projects];
const results = await Promise.all(Array.from({ length: AT_ONCE }, () => checkInTurn(remaining)));
process.exitCode = results.every(Boolean) ? 0 : 1;
