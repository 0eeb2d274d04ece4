import { basename, dirname, join, resolve } from 'node:path';

/**
 * The folder of the built application: `out/`, holding main/, preload/ and renderer/. Processes and worker
 * threads are started from there, also when a test runs these sources unbuilt.
 */
export function outFolder(): string {
  const here = import.meta.dirname;
  if (basename(here) === 'chunks') return dirname(dirname(here));
  if (basename(dirname(here)) === 'src') return resolve(here, '../../out');
  return dirname(here);
}

/** A built entry of the main side: `mainEntry('engine')` → out/main/engine.js. */
export function mainEntry(name: string): string {
  return join(outFolder(), 'main', `${name}.js`);
}
