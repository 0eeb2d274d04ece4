// node scripts/build.mjs: builds the application into out/. Needs the Node that Facet runs on (for its lock).
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNewEnough, root, runningNode } from './node.mjs';
import { runAttached, runCaptured } from './spawning.mjs';
import { isStale, sourceStamp, stampFile } from './stamp.mjs';
import { toolScript } from './tools.mjs';

/** A running command may still load a chunk of the build before: that long a file is kept after it went out of use. */
const KEEP_MS = 24 * 60 * 60 * 1000;

/** Builds what is stale, once, however many processes ask; quiet unless it fails. Answers an exit code. */
export async function buildStale() {
  const { withLock } = await import('./lock.mjs');
  return withLock(join(root, 'out', '.lock'), async () => (isStale(root) ? build() : 0));
}

async function build() {
  const stamp = sourceStamp(root);
  const staging = join(root, 'out', '.staging');
  rmSync(staging, { recursive: true, force: true });
  const parameters = [toolScript('electron-vite'), 'build', '--outDir', staging];
  const { exitCode, output } = await runCaptured(runningNode(), parameters, { cwd: root });
  if (exitCode !== 0) {
    console.error(output);
    console.error('The build failed; the messages are above.');
    return exitCode;
  }
  place(staging, join(root, 'out'));
  rmSync(staging, { recursive: true, force: true });
  writeFileSync(stampFile(root), stamp);
  return 0;
}

/**
 * Moves the new files over the old ones, each in one step. Chunks carry their content's hash in their name, so
 * they go first and stand beside the old; the entries that name them follow.
 */
export function place(staging, out) {
  const built = listFiles(staging);
  const isEntry = (path) => path.split('/').length <= 2;
  const ordered = [...built.filter((path) => !isEntry(path)), ...built.filter(isEntry)];
  for (const path of ordered) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    renameSync(join(staging, path), join(out, path));
  }
  const kept = new Set(built);
  for (const path of listFiles(out)) {
    const old = statSync(join(out, path)).mtimeMs < Date.now() - KEEP_MS;
    if (old && !kept.has(path)) rmSync(join(out, path), { force: true });
  }
}

/** Paths of the files in a folder and below, `/`-separated; what begins with a dot is ours and left out. */
function listFiles(folder) {
  const paths = [];
  const visit = (prefix) => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else paths.push(path);
    }
  };
  visit('');
  return paths;
}

/** `buildStale`, in this process or in one of a Node that is new enough. */
export async function ensureBuilt() {
  if (isNewEnough(process.versions.node)) return buildStale();
  return runAttached(runningNode(), [join(root, 'scripts', 'build.mjs')]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await ensureBuilt();
