import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { fail } from '@shared/result';

/** The network that the package `@mediapipe/face_detection` brings. Fails with `model-missing`. */
export function readModelFile(): Uint8Array {
  const package_ = '@mediapipe/face_detection';
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${package_}/package.json`));
    return readFileSync(join(folder, 'face_detection_full_range.tflite'));
  } catch (cause) {
    fail('model-missing', `The face finder’s network is missing (${String(cause)}). Install Facet anew.`);
  }
}
