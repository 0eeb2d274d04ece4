import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fail } from '@shared/result';
import { readLabelText } from './text';

/** Files among which label files are looked for: a folder's, an archive's, or one file by itself. */
export interface LabelTree {
  /** What the paths are relative to. */
  readonly folder: string;
  /** With forward slashes, sorted, only of files that may hold labels. */
  readonly paths: readonly string[];
  readonly readText: (path: string) => Promise<string>;
}

/** How tables are called: separated by commas or semicolons, or by tabs. */
export const tableEndings = ['.csv', '.tsv', '.tab'] as const;

/** How files are called that are labels by themselves. */
export const loneEndings = [...tableEndings, '.json', '.xml', '.yaml', '.yml', '.pts'] as const;

const endings = new Set<string>([...loneEndings, '.txt']);

export function isTable(path: string): boolean {
  return (tableEndings as readonly string[]).includes(extname(path).toLowerCase());
}

export function mayHoldLabels(path: string): boolean {
  return endings.has(extname(path).toLowerCase());
}

/** The paths of a tree whose names end so, in whatever case. */
export function withEnding({ paths }: LabelTree, endings: readonly string[]): string[] {
  return paths.filter((path) => endings.some((ending) => path.toLowerCase().endsWith(ending)));
}

/** Folders are looked into up to this many: whoever names a whole disk is not kept waiting. */
const mostFolders = 5_000;

/** One label file, in the folder that it lies in. */
export function treeOfFile(file: string): LabelTree {
  return { folder: dirname(file), paths: [basename(file)], readText: () => readLabelText(file) };
}

/**
 * The label files below a folder. Hidden ones and links to folders are passed over, and what may not be read below
 * it. Fails with `dataset-unreadable` when the folder itself cannot be listed.
 */
export async function treeOfFolder(folder: string): Promise<LabelTree> {
  const paths: string[] = [];
  const folders = [''];
  for (let next = 0; next < Math.min(folders.length, mostFolders); next += 1) {
    const within = folders[next]!;
    for (const entry of await list(folder, within)) {
      if (entry.name.startsWith('.')) continue;
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (mayHoldLabels(entry.name) && (await isFile(entry, join(folder, path)))) paths.push(path);
    }
  }
  paths.sort();
  return { folder, paths, readText: (path) => readLabelText(join(folder, path)) };
}

async function list(folder: string, within: string): Promise<Dirent[]> {
  try {
    return await readdir(join(folder, within), { withFileTypes: true });
  } catch (thrown) {
    if (within !== '') return [];
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return fail(
      'dataset-unreadable',
      `The folder ${folder} cannot be read (${reason}). Check that it exists and that you may read it.`,
    );
  }
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true;
}
