// node scripts/facet.mjs COMMAND: the command `facet` from a clone; builds what is stale first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { frugalEnvironment } from './frugalMemory.mjs';
import { isNewEnough, root, runningNode } from './node.mjs';
import { isStale } from './stamp.mjs';

const cli = join(root, 'out', 'main', 'cli.js');

if (isStale(root)) {
  const { ensureBuilt } = await import('./build.mjs');
  const exitCode = await ensureBuilt();
  if (exitCode !== 0) process.exit(1);
}
const words = process.argv.slice(2);
const environment = frugalEnvironment(words);
if (isNewEnough(process.versions.node)) {
  // The same process begins anew; one that was given a channel would lose it.
  if (environment !== process.env && process.execve && !process.channel) {
    process.execve(process.execPath, [process.execPath, ...process.execArgv, cli, ...words], environment);
  }
  process.argv.splice(1, 1, cli);
  await import(pathToFileURL(cli).href);
} else {
  const { runAttached } = await import('./spawning.mjs');
  // The channel tells the command when this process is killed: it must not go on unseen, holding the project.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  process.exitCode = await runAttached(runningNode(), [cli, ...words], { stdio, env: environment });
}
