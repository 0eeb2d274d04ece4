import type { LabelFormat, LabelMapping } from '@shared/contract/labels';
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
import type { FoundFiles, LabelFile, LabelReader } from './reader';
import { isTable, withEnding, type LabelTree } from './tree';
import { isYoloDataset } from './yolo/dataset';
import { yoloFiles } from './yolo/files';

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
  return { files: (tree) => Promise.resolve(allBy(parse, withEnding(tree, [ending]))) };
}

/** Tables by their ending; and a text that was chosen by itself, as spreadsheets save what tabs separate. */
function tables(parse: LabelFile['parse']): LabelReader {
  return {
    files: ({ paths }) => {
      const chosen = paths.length === 1 ? paths : paths.filter(isTable);
      return Promise.resolve(allBy(parse, chosen));
    },
  };
}

async function ptsFiles(tree: LabelTree): Promise<FoundFiles> {
  const names = tree.paths.includes(sidecarName)
    ? readPtsNames(parseJson(await tree.readText(sidecarName), sidecarName))
    : null;
  return allBy((text, context) => readPts(text, context, names), withEnding(tree, ['.pts']));
}

function allBy(parse: LabelFile['parse'], paths: readonly string[]): FoundFiles {
  return { files: paths.map((path) => ({ path, parse })), problems: [] };
}
