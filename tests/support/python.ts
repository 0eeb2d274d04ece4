import { spawnSync } from 'node:child_process';

const python = process.env['FACET_PYTHON'] ?? 'python3';

/** Whether this machine's Python, or the one that FACET_PYTHON names, has these modules. */
export function hasModules(names: readonly string[]): boolean {
  const search = `import importlib.util as u, sys; sys.exit(any(u.find_spec(n) is None for n in ${JSON.stringify(names)}))`;
  return spawnSync(python, ['-c', search]).status === 0;
}

/** Runs a script to its end. */
export function runPython(
  script: string,
  words: readonly string[],
  folder?: string,
): { readonly stdout: string; readonly stderr: string } {
  return spawnSync(python, [script, ...words], { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 });
}
