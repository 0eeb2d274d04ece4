import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { fromPackage } from '../../packageFolder';

/** Of the networks in the package `@vladmandic/face-api` those that Facet brings along. */
export type FaceApiFileName = 'face_expression_model' | 'age_gender_model';

/** A network's weights as tfjs stores them: what they are, and their bytes one after the other. */
export interface WeightsFile {
  readonly specifications: io.WeightsManifestEntry[];
  readonly bytes: ArrayBuffer;
}

/** @param what is read, as the beginning of a sentence. Fails with `model-missing`. */
export function readFaceApiFile(name: FaceApiFileName, what: string): WeightsFile {
  return fromPackage('@vladmandic/face-api', what, (folder) => {
    const file = (ending: string): string => join(folder, 'model', `${name}${ending}`);
    const manifest = JSON.parse(
      readFileSync(file('-weights_manifest.json'), 'utf8'),
    ) as io.WeightsManifestConfig;
    return {
      specifications: manifest.flatMap(({ weights }) => weights),
      bytes: Uint8Array.from(readFileSync(file('.bin'))).buffer,
    };
  });
}
