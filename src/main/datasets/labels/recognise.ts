import { extname } from 'node:path';
import type { LabelFormat, LabelMapping } from '@shared/contract/labels';
import { ExpectedError, fail } from '@shared/result';
import { jsonFormat, tableFormat, xmlFormat, yamlFormat } from './formats';
import { parseJson } from './json';
import { isTable, type LabelTree } from './tree';

/** Files that are looked into: a folder of photos may hold thousands that say something else. */
const mostFiles = 50;

/**
 * The format of a tree's label files by their content; null where none is of a known one. `mapping`: a
 * person's word on the columns of tables. Fails with `formats-mixed`
 * for files of several formats.
 */
export async function recogniseFormat(
  tree: LabelTree,
  mapping: LabelMapping = {},
): Promise<LabelFormat | null> {
  const telling = tree.paths.filter((path) => extname(path).toLowerCase() !== '.txt');
  // What describes a whole data set comes before what may merely lie beside it.
  const inOrder = [...telling].sort((first, second) => Number(isYaml(second)) - Number(isYaml(first)));
  const found = new Map<LabelFormat, string>();
  for (const path of inOrder.slice(0, mostFiles)) {
    const format = await formatOfFile(tree, path, mapping);
    if (format === 'yolo') return format;
    if (format !== null && !found.has(format)) found.set(format, path);
  }
  const [first, second] = [...found];
  if (first && second) {
    fail(
      'formats-mixed',
      `${tree.folder} holds labels of several formats: ${first[1]} is ${first[0]}, ${second[1]} is ${second[0]}. Name the format, or choose the file.`,
    );
  }
  return first?.[0] ?? null;
}

async function formatOfFile(
  tree: LabelTree,
  path: string,
  mapping: LabelMapping,
): Promise<LabelFormat | null> {
  try {
    if (isTable(path)) return tableFormat(await tree.readText(path), mapping);
    switch (extname(path).toLowerCase()) {
      case '.json':
        return jsonFormat(parseJson(await tree.readText(path), path));
      case '.xml':
        return xmlFormat(await tree.readText(path));
      case '.yaml':
      case '.yml':
        return yamlFormat(await tree.readText(path));
      case '.pts':
        return 'pts';
      default:
        return null;
    }
  } catch (thrown) {
    // A file that cannot be read says nothing of the others.
    if (thrown instanceof ExpectedError) return null;
    throw thrown;
  }
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
