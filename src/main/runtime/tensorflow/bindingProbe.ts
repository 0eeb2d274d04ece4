/**
 * Entry of a process that loads TensorFlow's binding and says what it found: a library that does not fit may end the
 * process that loads it. The first argument is the binding's file.
 */
import { createRequire } from 'node:module';
import { parentPort } from '../parentPort';

/** What the probe says, once. */
export type ProbeAnswer =
  { readonly version: string; readonly usesGpu: boolean } | { readonly error: string };

interface Binding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

const utility = parentPort();
const say = (answer: ProbeAnswer): void => {
  if (utility) utility.postMessage(answer);
  else process.send?.(answer);
};
try {
  const binding = createRequire(import.meta.url)(process.argv[2] ?? '') as Binding;
  say({ version: binding.TF_Version, usesGpu: binding.isUsingGpuDevice() });
} catch (thrown) {
  say({ error: thrown instanceof Error ? thrown.message : String(thrown) });
}
