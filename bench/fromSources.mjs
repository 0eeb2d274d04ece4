import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../scripts/node.mjs';

/** A TypeScript module of `bench/`, run from the sources that it imports, without a build. */
export async function fromSources(file) {
  const { module } = await runnerImport(resolve(root, 'bench', file), {
    root,
    configFile: false,
    resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
  });
  return module;
}
