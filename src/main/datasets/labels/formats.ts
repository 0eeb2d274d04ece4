import type { LabelFormat, LabelMapping } from '@shared/contract/labels';
import { fail } from '@shared/result';
import { annotatedFormat, readAnnotated } from './annotated/read';
import { isCoco, readCoco } from './coco/read';
import { isDeepLabCut, readDeepLabCut } from './csv/deepLabCut';
import { isFaceTable } from './csv/faceTable';
import { readCsv } from './csv/read';
import { isSleap, readSleap } from './csv/sleap';
import { headerOf } from './csv/table';
import { isCvat, readCvat } from './cvat/read';
import { parseJson } from './json';
import { isLabelStudio, readLabelStudio } from './labelStudio/read';
import { readPts, readPtsNames, sidecarName } from './pts/read';
import type { LabelFileContext, ParsedLabels } from './record';
import { isTable, type LabelTree } from './tree';
import { isYoloDataset, readYoloDataset } from './yolo/dataset';
import { readYolo } from './yolo/read';

export interface LabelReader {
  /** The files of a tree that are the format's, each with what reads it. */
  readonly files: (tree: LabelTree) => Promise<readonly LabelFile[]>;
}

export interface LabelFile {
  /** In the tree. */
  readonly path: string;
  readonly parse: (text: string, context: LabelFileContext) => ParsedLabels;
}

export const readers: Readonly<Record<LabelFormat, LabelReader>> = {
  coco: each('.json', readCoco),
  yolo: { files: yoloFiles },
  'label-studio': each('.json', readLabelStudio),
  cvat: each('.xml', readCvat),
  pts: { files: ptsFiles },
  csv: tables(readCsv),
  deeplabcut: tables(readDeepLabCut),
  sleap: tables(readSleap),
  labelme: each('.json', readAnnotated),
  'x-anylabeling': each('.json', readAnnotated),
};

/** The format of a JSON file's content; null for JSON of another kind. */
export function jsonFormat(value: unknown): LabelFormat | null {
  if (isCoco(value)) return 'coco';
  if (isLabelStudio(value)) return 'label-studio';
  return annotatedFormat(value);
}

/** The format of a table by its first lines, and a person's word on its columns; null where it says nothing of faces. */
export function tableFormat(text: string, mapping: LabelMapping = {}): TableFormat | null {
  const header = headerOf(text);
  if (isDeepLabCut(header)) return 'deeplabcut';
  if (isSleap(header)) return 'sleap';
  return isFaceTable(header, mapping) ? 'csv' : null;
}

export const tableFormats = ['csv', 'deeplabcut', 'sleap'] as const satisfies LabelFormat[];
export type TableFormat = (typeof tableFormats)[number];

export function xmlFormat(text: string): LabelFormat | null {
  return isCvat(text) ? 'cvat' : null;
}

export function yamlFormat(text: string): LabelFormat | null {
  return isYoloDataset(text) ? 'yolo' : null;
}

/** A format each of whose files stands for itself. */
function each(ending: string, parse: LabelFile['parse']): LabelReader {
  return { files: (tree) => Promise.resolve(withEnding(tree, [ending]).map((path) => ({ path, parse }))) };
}

/** Tables by their ending; and a text that was chosen by itself, as spreadsheets save what tabs separate. */
function tables(parse: LabelFile['parse']): LabelReader {
  return {
    files: ({ paths }) => {
      const chosen = paths.length === 1 ? paths : paths.filter(isTable);
      return Promise.resolve(chosen.map((path) => ({ path, parse })));
    },
  };
}

async function yoloFiles(tree: LabelTree): Promise<LabelFile[]> {
  for (const path of withEnding(tree, ['.yaml', '.yml'])) {
    const text = await tree.readText(path);
    if (!isYoloDataset(text)) continue;
    const dataset = readYoloDataset(text, path);
    // Texts elsewhere, such as a file of names, are no labels.
    const texts = withEnding(tree, ['.txt']);
    const labels = texts.filter((file) => file.split('/').slice(0, -1).includes('labels'));
    return (labels.length > 0 ? labels : texts).map((file) => ({
      path: file,
      parse: (content, context) => readYolo(content, context, dataset),
    }));
  }
  return fail(
    'label-file-broken',
    `${tree.folder} has no YAML file with a kpt_shape, which says what its labels mean.`,
  );
}

async function ptsFiles(tree: LabelTree): Promise<LabelFile[]> {
  const names = tree.paths.includes(sidecarName)
    ? readPtsNames(parseJson(await tree.readText(sidecarName), sidecarName))
    : null;
  return withEnding(tree, ['.pts']).map((path) => ({
    path,
    parse: (text, context) => readPts(text, context, names),
  }));
}

function withEnding({ paths }: LabelTree, endings: readonly string[]): string[] {
  return paths.filter((path) => endings.some((ending) => path.toLowerCase().endsWith(ending)));
}
