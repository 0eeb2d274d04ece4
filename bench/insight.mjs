// node bench/insight.mjs [FACES]: runs insight.ts from its sources.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '..');
const { module } = await runnerImport(resolve(root, 'bench/insight.ts'), {
  root,
  configFile: false,
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
});
await module.main(Number(process.argv[2] ?? 100_000));
