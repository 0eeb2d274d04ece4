import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './node.mjs';

/** Tools whose package has another name. */
const PACKAGES = { tsc: 'typescript', playwright: '@playwright/test' };

/**
 * The script behind a tool's name, or a script of the project's own (`bench/ui.mjs`), to be run by the Node of our
 * choice rather than by the one on the PATH.
 */
export function toolScript(tool) {
  if (tool.endsWith('.mjs')) return resolve(root, tool);
  const folder = join(root, 'node_modules', PACKAGES[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const path = typeof bin === 'string' ? bin : bin?.[tool];
  if (path === undefined) throw new Error(`The package of ${tool} has no such command.`);
  return join(folder, path);
}
