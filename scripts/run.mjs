// node scripts/run.mjs TOOL [parameters]: a tool of node_modules, run by the Node that Facet runs on.
import { runningNode } from './node.mjs';
import { runAttached } from './spawning.mjs';
import { toolScript } from './tools.mjs';

const [tool, ...parameters] = process.argv.slice(2);
if (tool === undefined) {
  console.error('Usage: node scripts/run.mjs TOOL [parameters]');
  process.exit(2);
}
process.exitCode = await runAttached(runningNode(), [toolScript(tool), ...parameters]);
