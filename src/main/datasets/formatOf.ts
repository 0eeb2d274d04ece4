import { resolve } from 'node:path';
import type { ImportFormat } from '@shared/contract/labels';
import { ExpectedError, fail } from '@shared/result';
import { archiveLimits } from './archive/limits';
import { Archive } from './archive/listing';
import { isLabelFile } from './archive/wantedFiles';
import { formatOfLabelFile, isLoneLabelFile } from './labels/locate';
import { recogniseFormat } from './labels/recognise';
import { treeOfFolder } from './labels/tree';
import { kindOf } from './mtfl/import';
import { checkHoldsMtfl, locateMtfl } from './mtfl/locate';
import { holdsPhoto } from './photos/holdsPhoto';

/**
 * What an import would find. Fails as importing would before its first face: with `dataset-missing`, `not-mtfl`,
 * `format-unknown`, `formats-mixed`, and `Archive.open`'s failures.
 */
export async function inspectDataset(path: string): Promise<{ readonly format: ImportFormat }> {
  return { format: await formatOf(path) };
}

/**
 * What there is to import at a path: MTFL's label files, those of another tool, else photos anywhere in a folder; a
 * zip may hold the first two. Fails as `inspectDataset`.
 */
export async function formatOf(path: string): Promise<ImportFormat> {
  const place = resolve(path);
  if (await isLoneLabelFile(place)) return formatOfLabelFile(place);
  return (await kindOf(place)) === 'archive' ? formatOfArchive(place) : formatOfFolder(place);
}

async function formatOfFolder(folder: string): Promise<ImportFormat> {
  const noMtfl = await whyNoMtfl(() => locateMtfl(folder));
  if (noMtfl === null) return 'mtfl';
  const format = await recogniseFormat(await treeOfFolder(folder));
  if (format !== null) return format;
  if (await holdsPhoto(folder)) return 'photos';
  return fail('not-mtfl', `${noMtfl} Nor is there a photo in it. Choose another folder.`);
}

async function formatOfArchive(file: string): Promise<ImportFormat> {
  const archive = await Archive.open(file, archiveLimits);
  try {
    const paths = archive.files.map(({ path }) => path);
    const noMtfl = await whyNoMtfl(() => checkHoldsMtfl(file, paths));
    if (noMtfl === null) return 'mtfl';
    const labels = new Map(
      archive.files.filter(({ path }) => isLabelFile(path)).map((entry) => [entry.path, entry]),
    );
    const format = await recogniseFormat({
      folder: file,
      paths: [...labels.keys()].sort(),
      readText: (path) => archive.readText(labels.get(path)!),
    });
    return format ?? fail('not-mtfl', `${noMtfl} Nor does it hold labels of another known format.`);
  } finally {
    await archive.close();
  }
}

/** Null where it is MTFL; every failure but that it is none is thrown. */
async function whyNoMtfl(look: () => unknown): Promise<string | null> {
  try {
    await look();
    return null;
  } catch (thrown) {
    if (thrown instanceof ExpectedError && thrown.code === 'not-mtfl') return thrown.message;
    throw thrown;
  }
}
