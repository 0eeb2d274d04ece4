import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputFormat } from '@shared/contract/outputFormats';
import type { Problem } from '@shared/contract/jobs';
import {
  cropName,
  labelsFolder,
  labelsName,
  outputFileNames,
  overlayName,
  shownIn,
  type PictureFormat,
} from './fileNames';
import { pictureMarker } from './pictureMarker';
import { isTemporary } from './wholeFile';

/** Photos that results have a record of. */
export interface RecordedPhotos {
  readonly names: () => readonly string[];
  /** Null for one without a prediction. */
  readonly facesOf: (name: string) => number | null;
}

const pictureFormats: readonly PictureFormat[] = ['overlays', 'crops'];

/**
 * Removes what was written of photos that have no prediction any more, or fewer faces; of these formats. Answers what could
 * not be removed. Pictures are known by their names. Labels are called as anybody would call them: only those of photos with a
 * record go, lest a person's own be lost.
 */
export async function removeLeftovers(
  folder: string,
  formats: readonly OutputFormat[],
  recorded: RecordedPhotos,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const names = recorded.names();
  const wanted = pictureFormats.filter((format) => formats.includes(format));
  if (wanted.length > 0) {
    // A disk may keep a name in another normal form than the photo's.
    const faces = new Map(names.map((name) => [name.normalize(), recorded.facesOf(name)]));
    await removePictures(folder, wanted, (photo, face) => (faces.get(photo) ?? -1) > (face ?? -1), problems);
  }
  if (formats.includes('yolo')) {
    const [predicted, failed] = [false, true].map((isFailed) =>
      names.filter((name) => (recorded.facesOf(name) === null) === isFailed).map(labelsName),
    ) as [string[], string[]];
    const kept = new Set(predicted);
    for (const name of failed) if (!kept.has(name)) await remove(join(folder, labelsFolder, name), problems);
  }
  return problems;
}

/** Removes all that was written of one photo, whatever the format: what it shows is no longer so. */
export async function removeOutputsOf(folder: string, photo: string, faces: number): Promise<Problem[]> {
  const crops = Array.from({ length: faces }, (_, face) => join('crops', cropName(photo, face)));
  const files = [join('overlays', overlayName(photo)), ...crops, join(labelsFolder, labelsName(photo))];
  const problems: Problem[] = [];
  for (const file of files) await remove(join(folder, file), problems);
  return problems;
}

/** Removes all outputs of results, and nothing else that lies there. */
export async function removeOutputs(folder: string, recorded: RecordedPhotos): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const name of Object.values(outputFileNames)) await remove(join(folder, name), problems);
  for (const photo of recorded.names()) await remove(join(folder, labelsFolder, labelsName(photo)), problems);
  await removePictures(folder, pictureFormats, () => false, problems);
  return problems;
}

async function removePictures(
  folder: string,
  formats: readonly PictureFormat[],
  isKept: (photo: string, face: number | null) => boolean,
  problems: Problem[],
): Promise<void> {
  for (const format of formats) {
    const isLeftover = (path: string): boolean => {
      const shown = shownIn(format, path.normalize());
      return shown !== null && !isKept(shown.photo, shown.face);
    };
    const top = join(folder, format);
    if (!(await sweep(top, '', isLeftover, problems))) continue;
    await remove(join(top, pictureMarker), problems);
    await rmdir(top).catch(() => undefined);
  }
}

/** Answers whether something was removed, and nothing else is left; what it emptied goes, but for the top itself. */
async function sweep(
  top: string,
  path: string,
  isLeftover: (path: string) => boolean,
  problems: Problem[],
): Promise<boolean> {
  const entries = await readdir(join(top, path), { withFileTypes: true }).catch(() => []);
  let [removed, left] = [0, 0];
  for (const entry of entries) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (path === '' && entry.name === pictureMarker) continue;
    const isGone = entry.isDirectory()
      ? (await sweep(top, inner, isLeftover, problems)) && (await isRemoved(join(top, inner)))
      : (isTemporary(entry.name) || isLeftover(inner)) && (await remove(join(top, inner), problems));
    if (isGone) removed += 1;
    else left += 1;
  }
  return removed > 0 && left === 0;
}

async function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}

/** Answers whether a file is gone. What is no file is none of ours. */
async function remove(file: string, problems: Problem[]): Promise<boolean> {
  try {
    const stats = await lstat(file).catch(() => null);
    if (stats?.isDirectory()) return false;
    if (stats) await rm(file);
    return true;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    problems.push({
      file,
      code: 'leftover-kept',
      reason: `It is of earlier predictions, but cannot be removed (${reason}).`,
    });
    return false;
  }
}
