import { resolve } from 'node:path';
import type { ImportFormat, LabelMapping } from '@shared/contract/labels';
import { ExpectedError, fail } from '@shared/result';
import { archiveLimits } from './archive/limits';
import { Archive } from './archive/listing';
import { isLabelFile } from './archive/wantedFiles';
import { formatOfLabelFile, formatOfText, isLoneLabelFile } from './labels/locate';
import { recogniseFormat } from './labels/recognise';
import { isTable, loneEndings, treeOfFolder, type LabelTree } from './labels/tree';
import { kindOf } from './mtfl/import';
import { checkHoldsMtfl, locateMtfl } from './mtfl/locate';
import { holdsPhoto } from './photos/holdsPhoto';

/**
 * What an import would find. Fails as importing would before its first face: with `dataset-missing`, `not-mtfl`,
 * `format-unknown`, `formats-mixed`, why a label file by itself cannot be read, and `Archive.open`'s failures.
 */
export async function inspectDataset(path: string): Promise<{ readonly format: ImportFormat }> {
  return { format: await formatOf(path) };
}

/**
 * What there is to import at a path: MTFL's label files, those of another tool, else photos anywhere in a folder; a
 * zip may hold the first two. Fails as `inspectDataset`.
 */
export async function formatOf(path: string, words: MappingWords = {}): Promise<ImportFormat> {
  const place = resolve(path);
  const mapping = { ...words.remembered, ...words.said };
  if (await isLoneLabelFile(place)) return formatOfLabelFile(place, mapping);
  if ((await kindOf(place)) === 'folder') return formatOfFolder(place, mapping, words);
  return (await formatOfText(place, mapping)) ?? formatOfArchive(place, mapping, words);
}

/** What a person said of the names in label files, now and before: tables may be known by it alone. */
export interface MappingWords {
  readonly said?: LabelMapping | undefined;
  readonly remembered?: LabelMapping;
}

/** A table is what its columns are said of, even where that is not enough: reading it then says what lacks. */
function tableMeant({ paths }: LabelTree, { said = {} }: MappingWords): 'csv' | null {
  return Object.keys(said).length > 0 && paths.some(isTable) ? 'csv' : null;
}

async function formatOfFolder(
  folder: string,
  mapping: LabelMapping,
  words: MappingWords,
): Promise<ImportFormat> {
  const noMtfl = await whyNoMtfl(() => locateMtfl(folder));
  if (noMtfl === null) return 'mtfl';
  const tree = await treeOfFolder(folder);
  const format = (await recogniseFormat(tree, mapping)) ?? tableMeant(tree, words);
  if (format !== null) return format;
  if (await holdsPhoto(folder)) return 'photos';
  return fail('not-mtfl', `${noMtfl} Nor is there a photo in it. Choose another folder.`);
}

async function formatOfArchive(
  file: string,
  mapping: LabelMapping,
  words: MappingWords,
): Promise<ImportFormat> {
  const archive = await openArchive(file);
  try {
    const paths = archive.files.map(({ path }) => path);
    const noMtfl = await whyNoMtfl(() => checkHoldsMtfl(file, paths));
    if (noMtfl === null) return 'mtfl';
    const labels = new Map(
      archive.files.filter(({ path }) => isLabelFile(path)).map((entry) => [entry.path, entry]),
    );
    const tree: LabelTree = {
      folder: file,
      paths: [...labels.keys()].sort(),
      readText: (path) => archive.readText(labels.get(path)!),
    };
    const format = (await recogniseFormat(tree, mapping)) ?? tableMeant(tree, words);
    return format ?? fail('not-mtfl', `${noMtfl} Nor does it hold labels of another known format.`);
  } finally {
    await archive.close();
  }
}

/** Fails as `Archive.open` does; of a file that is no zip, with all that it could have been. */
async function openArchive(file: string): Promise<Archive> {
  try {
    return await Archive.open(file, archiveLimits);
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError) || thrown.code !== 'not-a-zip') throw thrown;
    return fail(
      'not-a-zip',
      `${file} is neither a folder nor a zip file, nor a label file: those end in ${loneEndings.join(', ')}, or in .txt where a table’s first line names an image and its points. Choose the folder that it lies in, or give it the ending of what it is.`,
    );
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
