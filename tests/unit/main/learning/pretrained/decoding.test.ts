import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { agesAndGenders } from '../../../../../src/main/learning/pretrained/agesAndGenders';
import { decodedNumbers } from '../../../../../src/main/learning/pretrained/decoding';
import { emotions } from '../../../../../src/main/learning/pretrained/emotions';
import { expressions } from '../../../../../src/main/learning/pretrained/expressions';

it.each([expressions, agesAndGenders, emotions])('reads what tfjs reads: $file.title', async ({ file }) => {
  const inPackage = (name: string): Buffer => readFileSync(`node_modules/${file.package}/${name}`);
  const manifest = inPackage(file.manifest).toString('utf8');
  const numbers = inPackage(file.numbers);
  // Before there is a backend.
  const found = decodedNumbers(manifest, numbers);
  await startBackend('wasm');
  const content = JSON.parse(manifest) as
    tf.io.WeightsManifestConfig | { readonly weightsManifest: tf.io.WeightsManifestConfig };
  const groups = Array.isArray(content) ? content : content.weightsManifest;
  const expected = tf.io.decodeWeights(
    Uint8Array.from(numbers).buffer,
    groups.flatMap(({ weights }) => weights),
  );
  expect([...found.keys()]).toEqual(Object.keys(expected));
  for (const [name, tensor] of Object.entries(expected)) {
    const { shape, values } = found.get(name)!;
    expect(shape).toEqual(tensor.shape);
    expect(values).toEqual(Float32Array.from(tensor.dataSync()));
  }
  tf.dispose(expected);
});
