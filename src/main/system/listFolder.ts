import { existsSync } from 'node:fs';
import { opendir, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, join, parse, resolve } from 'node:path';
import {
  imageCountLimit,
  type ChosenFileKind,
  type FolderListing,
  type ListedFile,
  type ListedFolder,
} from '@shared/contract/host';
import { fail } from '@shared/result';
import { mapConcurrently } from '../datasets/concurrently';
import { isTable } from '../datasets/labels/tree';
import { hasImageExtension } from '../images/imageFile';
import { requireWholePath } from './wholePath';

/** A person chooses from a list; one that is longer than this helps nobody. */
const mostEntries = 2_000;
const foldersOpenAtOnce = 16;

/** Whether a folder is a project of Facet's, by the file that every project has. */
export function isProjectFolder(folder: string): boolean {
  return existsSync(join(folder, 'project.db'));
}

/**
 * What a person may choose in a folder of this machine: its folders and the files of the kinds asked for, as far as
 * whoever runs the studio may read them. Links are followed. Fails with folder-missing, folder-unreadable,
 * not-a-folder or path-relative.
 */
export async function listFolder(
  path: string | null,
  files: readonly ChosenFileKind[],
  most: number = mostEntries,
): Promise<FolderListing> {
  if (path !== null) requireWholePath(path);
  const folder = resolve(path ?? homedir());
  const names = await namesIn(folder);
  const visible = names.filter((name) => !name.startsWith('.')).sort(byName);
  const listed = visible.slice(0, most);
  const entries = await mapConcurrently(listed, foldersOpenAtOnce, (name) => entryOf(folder, name, files));
  const top = parse(folder).root;
  return {
    path: folder,
    parent: folder === top ? null : dirname(folder),
    entries: [
      ...entries.filter((entry): entry is ListedFolder => entry?.kind === 'folder'),
      ...entries.filter((entry): entry is ListedFile => entry?.kind === 'file'),
    ],
    leftOut: visible.length - listed.length,
    images: Math.min(imageCountLimit, names.filter(isImage).length),
    isProject: isProjectFolder(folder),
    places: [{ kind: 'home', path: homedir() }, ...tops().map((path) => ({ kind: 'top' as const, path }))],
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ENOENT') return fail('folder-missing', `There is no folder ${folder} on this machine.`);
    if (code === 'ENOTDIR') return fail('not-a-folder', `${folder} is a file, not a folder.`);
    return fail(
      'folder-unreadable',
      `${folder} cannot be read (${String(code ?? thrown)}). Choose another folder.`,
    );
  }
}

/** Null for what is not to be chosen: other files, links to nowhere, devices. */
async function entryOf(
  folder: string,
  name: string,
  files: readonly ChosenFileKind[],
): Promise<ListedFolder | ListedFile | null> {
  const path = join(folder, name);
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory()) {
    const images = await countImages(path);
    return { kind: 'folder', name, path, images, isProject: isProjectFolder(path) };
  }
  if (stats?.isFile() && files.some((kind) => isOfKind(name, kind))) {
    return { kind: 'file', name, path, bytes: stats.size };
  }
  return null;
}

/** Reads no more of a folder than it takes to count up to the limit among as many other files. */
async function countImages(folder: string): Promise<number | null> {
  try {
    let images = 0;
    let others = 0;
    for await (const { name } of await opendir(folder)) {
      if (isImage(name)) images += 1;
      else others += 1;
      if (images >= imageCountLimit || others >= imageCountLimit) break;
    }
    return images;
  } catch {
    return null;
  }
}

function isImage(name: string): boolean {
  return !name.startsWith('.') && hasImageExtension(name);
}

function isOfKind(name: string, kind: ChosenFileKind): boolean {
  if (kind === 'photo') return hasImageExtension(name);
  return kind === 'csv' ? isTable(name) : extname(name).toLowerCase() === `.${kind}`;
}

/** Where a file system begins: one place, or a letter each on Windows. */
function tops(): string[] {
  if (process.platform !== 'win32') return ['/'];
  const letters = Array.from({ length: 26 }, (_, index) => `${String.fromCharCode(65 + index)}:\\`);
  return letters.filter((letter) => existsSync(letter));
}

/** As a person reads it: `face 2` before `face 10`, in the same order on every machine. */
const collator = new Intl.Collator('en', { numeric: true });
function byName(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : 1);
}
