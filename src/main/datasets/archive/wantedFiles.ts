import { type Entry, getFileNameLowLevel } from 'yauzl';
import { fail } from '@shared/result';
import { hasImageExtension } from '../../images/imageFile';
import { mayHoldLabels } from '../labels/tree';
import { safeRelativePath } from '../relativePath';

/** A file of an archive that an importer may want. */
export interface ArchiveFile {
  /** Relative, with forward slashes; proven not to lead out of the folder it is unpacked to. */
  readonly path: string;
  readonly bytes: number;
  readonly entry: Entry;
}

/** File type bits of Unix modes, which an entry keeps in the upper half of its attributes. */
const typeMask = 0o170000;
const regularFile = 0o100000;
const directory = 0o040000;

/**
 * The label files and images among an archive's entries. Fails with `archive-unsafe` for a path that leads out of
 * the folder, a link, two entries for one file, and a file that is another one's folder.
 */
export function wantedFiles(file: string, entries: readonly Entry[]): ArchiveFile[] {
  const files = new Map<string, ArchiveFile>();
  const refuse = (reason: string): never =>
    fail('archive-unsafe', `${file} was not unpacked: ${reason}. Nothing was written.`);
  for (const entry of entries) {
    const name = nameOf(entry);
    if (isTopFolder(name)) continue;
    const path = safeRelativePath(name);
    if (path === null) return refuse(`“${name}” leads out of the folder it would be unpacked to`);
    const type = (entry.externalFileAttributes >>> 16) & typeMask;
    if (type !== 0 && type !== regularFile && type !== directory) {
      return refuse(`“${name}” is a link or a device, not a file`);
    }
    if (name.endsWith('/') || !(hasImageExtension(path) || isLabelFile(path))) continue;
    // Many disks take names that differ in case or in Unicode's composition for the same file.
    const key = path.normalize('NFC').toLowerCase();
    const other = files.get(key);
    if (other) return refuse(`“${other.path}” and “${path}” would be the same file`);
    files.set(key, { path, bytes: entry.uncompressedSize, entry });
  }
  for (const [key, { path }] of files) {
    const parent = foldersOf(key).find((folder) => files.has(folder));
    if (parent !== undefined) {
      return refuse(`“${path}” lies in “${files.get(parent)!.path}”, which is a file`);
    }
  }
  return [...files.values()];
}

/** With forward slashes, whatever the entry has. */
function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Some programs give the folder that everything lies in an entry of its own. */
function isTopFolder(name: string): boolean {
  return name === './';
}

export function isLabelFile(path: string): boolean {
  return mayHoldLabels(path);
}

function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, depth) => steps.slice(0, depth + 1).join('/'));
}
