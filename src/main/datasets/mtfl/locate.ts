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
 * Finds the folder with MTFL's label files: the given one, or one folder below it, rather with both files than
 * with one. Fails with `not-mtfl`, or `dataset-unreadable` when the folder cannot be listed or entered.
 */
export async function locateMtfl(folder: string): Promise<MtflFolder> {
  const names = await list(folder);
  const here = await lookInto(folder, (thrown) => failUnreadable(folder, thrown));
  if (here.found.length > 0) return here;
  let best = here;
  for (const name of names) {
    const below = await lookInto(join(folder, name), () => false);
    if (below.found.length > best.found.length) best = below;
  }
  return best.found.length > 0 ? best : failNoMtfl(folder);
}

/** Fails with `not-mtfl` for an archive in which `locateMtfl` would find nothing once it is unpacked. */
export function checkHoldsMtfl(archive: string, paths: readonly string[]): void {
  const isLabelFile = (path: string): boolean =>
    labelFiles.some(({ name }) => path === name || /^[^/]+\/(.*)$/.exec(path)?.[1] === name);
  if (!paths.some(isLabelFile)) failNoMtfl(archive);
}

function failNoMtfl(place: string): never {
  const wanted = labelFiles.map((file) => file.name).join(' nor ');
  return fail(
    'not-mtfl',
    `${place} holds neither ${wanted}, nor does a folder in it: it is no MTFL dataset.`,
  );
}

async function lookInto(folder: string, onUnreadable: (thrown: unknown) => false): Promise<MtflFolder> {
  const present = await Promise.all(labelFiles.map(({ name }) => isFile(join(folder, name), onUnreadable)));
  return {
    folder,
    found: labelFiles.filter((_, index) => present[index]),
    missing: labelFiles.filter((_, index) => !present[index]),
  };
}

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (thrown) {
    return failUnreadable(folder, thrown);
  }
}

function failUnreadable(folder: string, thrown: unknown): never {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return fail(
    'dataset-unreadable',
    `The folder ${folder} cannot be read (${reason}). Check that it exists and that you may read it.`,
  );
}

async function isFile(path: string, onUnreadable: (thrown: unknown) => false): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    return code === 'ENOENT' ? false : onUnreadable(thrown);
  }
}
