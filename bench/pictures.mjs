// node bench/pictures.mjs DATA: runs pictures.ts from its sources, with the built reader of crops.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { ensureBuilt } from '../scripts/build.mjs';

const root = resolve(import.meta.dirname, '..');
if ((await ensureBuilt()) !== 0) process.exit(1);
const { module } = await runnerImport(resolve(root, 'bench/pictures.ts'), {
  root,
  configFile: false,
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
});
await module.main(process.argv[2]);
