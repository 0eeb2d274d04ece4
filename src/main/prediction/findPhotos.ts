import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import { hasImageExtension } from '../images/imageFile';
import type { JobContext } from '../jobs/context';
import { isLostName, renameIt } from '../runtime/lostName';
import { pictureMarker } from './outputs/pictureMarker';
import { logName } from './results/openResults';

export const outputNotSearched = 'output-not-searched';

export interface Photo {
  readonly file: string;
  /** How the outputs call it: its path below the folder that holds all inputs, with forward slashes. */
  readonly name: string;
}

export interface ListedPhoto extends Photo {
  /** Another one when the file has been written to since; null where the file could not be asked. */
  readonly stamp: string | null;
}

export interface FoundPhotos {
  /** Sorted by name; each file once, however often it was named. */
  readonly photos: readonly ListedPhoto[];
  /** The deepest folder that holds all inputs. */
  readonly home: string;
  /** Folders that could not be read or are not searched, and why. */
  readonly problems: readonly Problem[];
}

/**
 * The photos that a person means by naming folders (everything below them with an image's extension) and files
 * (whatever they are called). Hidden files and folders are passed over, and so are `outputFolder` and folders that earlier
 * results were written to or their pictures drawn in, which would be predicted; a symbolic link is followed once. Where
 * `outputFolder` is named itself, that is a problem. Fails with input-missing.
 */
export async function findPhotos(
  inputs: readonly string[],
  outputFolder: string,
  context?: JobContext,
): Promise<FoundPhotos> {
  const walk = new Walk(await realpath(outputFolder).catch(() => null), context);
  const roots: string[] = [];
  for (const input of inputs.map((path) => resolve(path))) {
    const stats = await stat(input).catch(() => null);
    if (stats === null) {
      const lost = isLostName(input) ? `: ${renameIt}, or name the folder that it lies in` : '';
      fail('input-missing', `There is no file or folder ${input}, or it may not be read${lost}.`);
    }
    roots.push(stats.isDirectory() ? input : dirname(input));
    if (stats.isDirectory()) await walk.enter(input, true);
    else walk.add(input, stats);
  }
  const home = commonFolder(roots);
  const photos = [...walk.files].map(([file, stamp]) => ({
    file,
    name: relative(home, file).split(sep).join('/'),
    stamp,
  }));
  // By code unit: the same order on every machine and in every language.
  photos.sort((first, second) => (first.name < second.name ? -1 : 1));
  return { photos, home, problems: walk.problems };
}

class Walk {
  /** Each with its stamp. */
  readonly files = new Map<string, string | null>();
  readonly problems: Problem[] = [];
  private readonly entered = new Set<string>();

  constructor(
    private readonly passedOver: string | null,
    private readonly context?: JobContext,
  ) {}

  add(file: string, stats: Stats | null): void {
    this.files.set(file, stats && stampOf(stats));
  }

  /** Rejects when the job is stopped. */
  async enter(folder: string, isNamed = false): Promise<void> {
    this.context?.signal.throwIfAborted();
    this.context?.progress({ phase: 'looking for photos', done: this.files.size });
    try {
      const real = await realpath(folder);
      if (real === this.passedOver) {
        if (isNamed) this.problems.push(notSearched(folder));
        return;
      }
      if (this.entered.has(real)) return;
      this.entered.add(real);
      const entries = (await readdir(folder, { withFileTypes: true })).sort((first, second) =>
        first.name < second.name ? -1 : 1,
      );
      // A person may name such a folder; nobody means one that lies below what is named.
      if (!isNamed && entries.some(({ name }) => name === logName || name === pictureMarker)) return;
      for (const entry of entries) if (!entry.name.startsWith('.')) await this.visit(folder, entry);
    } catch (thrown) {
      this.context?.signal.throwIfAborted();
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      this.problems.push({ file: folder, code: 'folder-unreadable', reason });
    }
  }

  private async visit(folder: string, entry: Dirent): Promise<void> {
    const path = join(folder, entry.name);
    const stats: Stats | null = await stat(path).catch(() => null);
    if (stats?.isDirectory()) await this.enter(path);
    else if (stats === null && entry.isDirectory() && isLostName(entry.name)) {
      this.problems.push({ file: path, code: 'folder-unreadable', reason: renameIt });
    }
    // A link to nowhere is listed too: reading it then says what is wrong.
    else if (hasImageExtension(basename(path)) && (stats === null || stats.isFile())) this.add(path, stats);
  }
}

/** Nobody would know later which photos in it are its own pictures. */
function notSearched(file: string): Problem {
  const reason =
    'It is the output folder, which is never searched for photos: the pictures of results would be predicted. ' +
    'Choose another output folder.';
  return { file, code: outputNotSearched, reason };
}

/** Another one when a file has been written to. */
export function stampOf({ size, mtimeMs }: Stats): string {
  return `${size}-${mtimeMs}`;
}

/** The deepest folder that holds all of `folders`. */
function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders;
  let common = first;
  for (const folder of others) {
    while (!isBelow(folder, common) && dirname(common) !== common) common = dirname(common);
  }
  return common;
}

/** Whether it is the folder itself, or in it at any depth. */
export function isBelow(folder: string, ancestor: string): boolean {
  const path = relative(ancestor, folder);
  return path === '' || (path.split(sep)[0] !== '..' && resolve(ancestor, path) === folder);
}
