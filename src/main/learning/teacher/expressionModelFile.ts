import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { fromPackage } from '../../packageFolder';

/** A network's weights as tfjs stores them: what they are, and their bytes one after the other. */
export interface WeightsFile {
  readonly specifications: io.WeightsManifestEntry[];
  readonly bytes: ArrayBuffer;
}

/** The network of expressions that the package `@vladmandic/face-api` brings. Fails with `model-missing`. */
export function readExpressionModelFile(): WeightsFile {
  return fromPackage('@vladmandic/face-api', 'The network of expressions', (folder) => {
    const file = (name: string): string => join(folder, 'model', `face_expression_model${name}`);
    const manifest = JSON.parse(
      readFileSync(file('-weights_manifest.json'), 'utf8'),
    ) as io.WeightsManifestConfig;
    return {
      specifications: manifest.flatMap(({ weights }) => weights),
      bytes: Uint8Array.from(readFileSync(file('.bin'))).buffer,
    };
  });
}
