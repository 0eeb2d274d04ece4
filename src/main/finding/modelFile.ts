import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPackage } from '../packageFolder';

/** The network that the package `@mediapipe/face_detection` brings. Fails with `model-missing`. */
export function readModelFile(): Uint8Array {
  return fromPackage('@mediapipe/face_detection', 'The face finder’s network', (folder) =>
    readFileSync(join(folder, 'face_detection_full_range.tflite')),
  );
}
