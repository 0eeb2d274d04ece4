import { createRequire } from 'node:module';

/**
 * tfjs-core's build for Node leaves its gradients out; the union package registers them, in a registry that
 * all of tfjs shares. It is loaded as tfjs-node's own dependency, so that both are of one version.
 */
export function registerStockGradients(): void {
  const require = createRequire(import.meta.url);
  createRequire(require.resolve('@tensorflow/tfjs-node-gpu/package.json'))('@tensorflow/tfjs');
}
