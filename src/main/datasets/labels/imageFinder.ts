import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { hasImageExtension } from '../../images/imageFile';
import type { JobContext } from '../../jobs/context';
import { findPhotos } from '../../prediction/findPhotos';
import { isLostName } from '../../runtime/lostName';
import { safeRelativePath } from '../relativePath';
import { readingsOf } from './imageReference';
import { quoted } from './record';

export type FoundImage = { readonly path: string } | { readonly code: string; readonly reason: string };

/** What some tools put before the name of a file that was uploaded to them. */
const uploadPrefix = /^[0-9a-f]{8}-/;

/**
 * Finds the images that label files name among the files of one folder, never outside of it: where the name says,
 * else the one image whose path ends most alike, so that absolute paths, addresses and other machines' folders do.
 */
export class ImageFinder {
  private index: Promise<ReadonlyMap<string, readonly string[]>> | null = null;
  /** Images that no name can mean. */
  private lostNames = 0;
  private readonly known = new Map<string, Promise<FoundImage>>();

  /** `passedOver`: the project's own folder, whose pictures are copies. */
  constructor(
    private readonly folder: string,
    private readonly passedOver: string,
    private readonly context: JobContext,
  ) {}

  /** The image's path relative to the folder, with forward slashes; or why it is not to be had. */
  find(reference: string): Promise<FoundImage> {
    const before = this.known.get(reference);
    if (before) return before;
    const finding = this.search(reference);
    this.known.set(reference, finding);
    return finding;
  }

  private async search(reference: string): Promise<FoundImage> {
    const readings = readingsOf(reference);
    if (readings.length === 0) return { code: 'image-missing', reason: 'it names no image' };
    const direct = safeRelativePath(reference);
    if (direct !== null && hasImageExtension(direct) && (await isFile(join(this.folder, direct))))
      return { path: direct };
    const index = await (this.index ??= this.makeIndex());
    const found = foundIn(index, readings, reference);
    if ('path' in found || found.code !== 'image-missing' || this.lostNames === 0) return found;
    const lost =
      this.lostNames === 1
        ? 'one image there has a name that is not UTF-8: rename it'
        : `${this.lostNames.toLocaleString('en')} images there have names that are not UTF-8: rename them`;
    return { ...found, reason: `${found.reason}; ${lost}` };
  }

  private async makeIndex(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { photos } = await findPhotos([this.folder], this.passedOver, this.context);
    const index = new Map<string, string[]>();
    for (const { name, stamp } of photos) {
      if (stamp === null && isLostName(name)) this.lostNames += 1;
      const file = name.split('/').at(-1)!;
      for (const key of new Set([...keysOf(file), frameKey(file), ...uploadKeys(file)])) {
        if (key === null) continue;
        const paths = index.get(key);
        if (paths) paths.push(name);
        else index.set(key, [name]);
      }
    }
    return index;
  }
}

/** How a frame of a video is named by its number alone. */
export function frameReference(frame: number): string {
  return `#${frame}`;
}

/** The number of a frame that is named by it alone. */
function frameIn(reference: string): string | null {
  return /^#(\d+)$/.exec(reference)?.[1] ?? null;
}

function frameKey(file: string): string | null {
  const digits = /(\d+)$/.exec(withoutEnding(file))?.[1];
  return digits === undefined ? null : `#${Number(digits)}`;
}

/** Of a file by its name or as it may have been called when it was uploaded, which says nothing of its folders. */
function foundIn(
  index: ReadonlyMap<string, readonly string[]>,
  readings: readonly (readonly string[])[],
  reference: string,
): FoundImage {
  for (const steps of readings) {
    const name = steps.at(-1)!;
    const paths = index.get(keyOf(name)) ?? index.get(keyOf(name.replace(uploadPrefix, '')));
    if (paths) return best(paths, steps, reference);
  }
  const name = readings.at(-1)!.at(-1)!;
  const isUpload = uploadPrefix.test(name) || /(^|\/)data\/upload\//.test(reference);
  const [key] = isUpload ? uploadKeys(name.replace(uploadPrefix, '')) : [];
  return best((key !== undefined && index.get(key)) || [], [], reference);
}

/** Among equally good ones none is chosen. */
function best(paths: readonly string[], steps: readonly string[], reference: string): FoundImage {
  const frame = frameIn(reference);
  let most = 0;
  let winners: string[] = [];
  for (const path of paths) {
    const alike = commonEnd(path.split('/'), steps);
    if (alike > most) [most, winners] = [alike, [path]];
    else if (alike === most) winners.push(path);
  }
  if (winners.length === 1) return { path: winners[0]! };
  if (winners.length === 0) {
    if (frame !== null) {
      return {
        code: 'image-missing',
        reason: `the table names frame ${frame} of a video by its number alone, and no image’s name in the images’ folder ends with ${frame}: save the video’s frames as images whose names end with their number, such as frame_${frame}.png, and name their folder`,
      };
    }
    return { code: 'image-missing', reason: `there is no image ${quoted(reference)} in the images’ folder` };
  }
  const named = frame === null ? quoted(reference) : `frame ${frame} of a video`;
  return {
    code: 'image-ambiguous',
    reason: `${named} may be any of ${winners.length} images: ${quoted(winners[0]!)}, ${quoted(winners[1]!)}…${frame === null ? '' : ': keep each video’s frames in a folder of their own, and import its table with that folder'}`,
  };
}

/** Steps that both end with, besides the file's own name. */
function commonEnd(path: readonly string[], steps: readonly string[]): number {
  let alike = 0;
  while (
    alike + 1 < Math.min(path.length, steps.length) &&
    keyOf(path.at(-2 - alike)!) === keyOf(steps.at(-2 - alike)!)
  ) {
    alike += 1;
  }
  return alike;
}

/** Many disks take names that differ in case or in Unicode's composition for the same file. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function keysOf(file: string): string[] {
  return [keyOf(file), keyOf(withoutEnding(file))];
}

/**
 * How a file is called once it was uploaded to Label Studio, which names files as Django does (get_valid_filename): spaces
 * are _, and but for letters, digits, -, _ and . all is dropped; also an accent that stands by itself, as on macOS. The
 * first is for names that have been through it.
 */
function uploadKeys(file: string): string[] {
  return [file.normalize('NFC'), file].map(
    (name) =>
      `/${keyOf(
        name
          .trim()
          .replaceAll(' ', '_')
          .replace(/[^\p{L}\p{N}_.-]/gu, ''),
      )}`,
  );
}

function withoutEnding(file: string): string {
  return hasImageExtension(file) ? file.slice(0, -extname(file).length) : file;
}

async function isFile(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => null);
  return stats?.isFile() === true;
}
