import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { attributesOf, type RunConfiguration } from '@shared/learning/configuration';
import { softenedHeads } from '@shared/learning/teacher';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';
import { columnsDigest } from '../learning/columnsDigest';
import type { FaceTable } from '../learning/faceTable';
import type { FoldResult } from './joinFolds';

/** What is kept of a fold that is done: answers of a version that kept something else are no use. */
const keptOfFold = 'logits';

/** What decides the answers of a check: where it is another, what an earlier check has left cannot be gone on from. */
export function checkDigest(
  configuration: RunConfiguration,
  folds: Uint8Array,
  contentHashes: readonly string[],
  { faceIds, points, visibility, regions, attributes, vouched = {} }: FaceTable,
): string {
  // Of labels that nobody softens it does not matter who vouches for them.
  const softened = attributesOf(softenedHeads(configuration));
  const vouchedFor = Object.entries(vouched).filter(([attribute]) => softened.has(attribute));
  const settings = [keptOfFold, configuration, contentHashes, ...vouchedFor.map(([attribute]) => attribute)];
  const columns = [folds, faceIds, points, visibility, regions, ...Object.values(attributes)];
  return columnsDigest(settings, [...columns, ...vouchedFor.map(([, faces]) => faces)]);
}

/**
 * What a check of labels has done so far, in `folds/` of the run's folder: the checkpoints of the fold that it is
 * training, and the answers of those that are done. Emptied when the check is over.
 */
export class FoldStore {
  private readonly folder: string;

  constructor(runFolder: string) {
    this.folder = join(runFolder, 'folds');
  }

  /** Makes room for a check; says whether an earlier one of the same digest is gone on with. */
  open(digest: string): boolean {
    const file = join(this.folder, 'digest');
    if (textIn(file) === digest) return true;
    this.clear();
    mkdirSync(this.folder, { recursive: true });
    writeAtomically(file, Buffer.from(digest));
    return false;
  }

  /** Where a fold's network is trained. */
  folderOf(fold: number): string {
    const folder = join(this.folder, `fold-${fold + 1}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Null for a fold that is not done, or whose file cannot be read. */
  resultOf(fold: number): FoldResult | null {
    try {
      return deserialize(readFileSync(this.fileOf(fold))) as FoldResult;
    } catch {
      return null;
    }
  }

  /** The fold is done: its checkpoints have served. */
  finish(fold: number, result: FoldResult): void {
    writeAtomically(this.fileOf(fold), serialize(result));
    rmSync(this.folderOf(fold), { recursive: true, force: true });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private fileOf(fold: number): string {
    return join(this.folder, `fold-${fold + 1}.answers`);
  }
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
