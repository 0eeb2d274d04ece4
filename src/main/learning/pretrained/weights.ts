import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '@shared/result';
import { fromPackage } from '../../packageFolder';
import type { Weights } from '../graph/modelGraph';
import { decodedNumbers } from './decoding';

/** Where a pretrained network lies: a package, and in its folder the two files in which tfjs keeps weights. */
export interface PretrainedFile {
  /** What the network is, as the beginning of a sentence. */
  readonly title: string;
  readonly package: '@vladmandic/face-api' | '@vladmandic/human';
  /** JSON that says which weights there are. */
  readonly manifest: string;
  /** Their numbers, one after the other. */
  readonly numbers: string;
}

/** What a network's layers have learnt, by the names that its file gives them. */
export class PretrainedWeights {
  constructor(
    private readonly title: string,
    private readonly weights: ReadonlyMap<string, Weights>,
  ) {}

  /** Fails with `model-broken`. */
  get(name: string): Weights {
    const found = this.weights.get(name);
    if (!found) fail('model-broken', `${this.title} has no ${name}. Install Facet anew.`);
    return found;
  }
}

/** Of these files' contents. Fails with `model-broken` where they do not belong together. */
export function decodedWeights(title: string, manifest: string, numbers: Uint8Array): PretrainedWeights {
  try {
    return new PretrainedWeights(title, decodedNumbers(manifest, numbers));
  } catch (cause) {
    fail('model-broken', `${title} cannot be read (${String(cause)}). Install Facet anew.`);
  }
}

/** Fails with `model-missing` or `model-broken`. */
export function readPretrainedWeights(file: PretrainedFile): PretrainedWeights {
  const { manifest, numbers } = fromPackage(file.package, file.title, (folder) => ({
    manifest: readFileSync(join(folder, file.manifest), 'utf8'),
    numbers: readFileSync(join(folder, file.numbers)),
  }));
  return decodedWeights(file.title, manifest, numbers);
}
