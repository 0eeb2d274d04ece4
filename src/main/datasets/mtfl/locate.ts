import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@shared/result';
import { type LabelFile, labelFiles } from './format';

export interface MtflFolder {
  readonly folder: string;
  readonly found: readonly LabelFile[];
  readonly missing: readonly LabelFile[];
}

/**
 * Finds the folder with MTFL's label files: the given one, or one folder below it. Fails with `not-mtfl`, or
 * `dataset-unreadable` when the folder cannot be listed.
 */
export async function locateMtfl(folder: string): Promise<MtflFolder> {
  const names = await list(folder);
  const candidates = [folder, ...names.map((name) => join(folder, name))];
  for (const candidate of candidates) {
    const present = await Promise.all(labelFiles.map((file) => isFile(join(candidate, file.name))));
    if (present.includes(true)) {
      return {
        folder: candidate,
        found: labelFiles.filter((_, index) => present[index]),
        missing: labelFiles.filter((_, index) => !present[index]),
      };
    }
  }
  const wanted = labelFiles.map((file) => file.name).join(' nor ');
  return fail(
    'not-mtfl',
    `${folder} holds neither ${wanted}, nor does a folder in it: it is no MTFL dataset.`,
  );
}

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return fail('dataset-unreadable', `The folder ${folder} cannot be read (${reason}).`);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
