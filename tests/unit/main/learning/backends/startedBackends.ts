import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { installedTensorFlow } from '../../../../../src/main/runtime/tensorflow/state';

export type BackendName = 'tensorflow' | 'wasm';

const tensorFlowMissing = installedTensorFlow() === null;

/** The backends this machine has. `npm test` sets TensorFlow up first; a single test file may run without. */
export const backendNames: readonly BackendName[] = tensorFlowMissing ? ['wasm'] : ['wasm', 'tensorflow'];

/** Why comparisons between both backends are skipped, or null. Said loudly, because they are the point. */
export const comparisonImpossible = tensorFlowMissing
  ? 'TensorFlow is not installed for this user: NOTHING IS COMPARED BETWEEN THE BACKENDS. `npm test` installs it.'
  : null;
if (comparisonImpossible) process.stderr.write(`${comparisonImpossible}\n`);

/** Runs with a backend as tfjs's current one; tensorflow on one thread, so that its sums keep their order. */
export async function onBackend<Value>(name: BackendName, run: () => Promise<Value> | Value): Promise<Value> {
  await startBackend(name, { threads: 1 });
  await tf.setBackend(name);
  return run();
}
