import { resolve } from 'node:path';
import { createServer, runnerImport } from 'vite';
import { root } from '../scripts/node.mjs';

const settings = {
  root,
  configFile: false,
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
};

/** A TypeScript module of `bench/`, run from the sources that it imports, without a build. */
export async function fromSources(file) {
  const { module } = await runnerImport(resolve(root, 'bench', file), settings);
  return module;
}

/** The same for one that goes on to import what it needs while it is at work. */
export async function whileFromSources(file, work) {
  const server = await createServer({
    ...settings,
    server: { middlewareMode: true, watch: null, ws: false },
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await work(await server.ssrLoadModule(resolve(root, 'bench', file)));
  } finally {
    await server.close();
  }
}
