import { extname } from 'node:path';
import type { LabelFormat, LabelMapping } from '@shared/contract/labels';
import { ExpectedError, fail } from '@shared/result';
import { jsonFormat, tableFormat, xmlFormat, yamlFormat } from './formats';
import { parseJson } from './json';
import { isTable, type LabelTree } from './tree';
import { parseYaml } from './yolo/dataset';

/** Files that are looked into: a folder of photos may hold thousands that say something else. */
export const mostLookedInto = 50;

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
  for (const path of inOrder.slice(0, mostLookedInto)) {
    const format = await formatIfReadable(tree, path, mapping);
    if (format === 'yolo') return format;
    if (format !== null && !found.has(format)) found.set(format, path);
  }
  // One reader takes both, and a file tells them apart only where it has a shape.
  if (found.has('x-anylabeling')) found.delete('labelme');
  const [first, second] = [...found];
  if (first && second) {
    fail(
      'formats-mixed',
      `${tree.folder} holds labels of several formats: ${first[1]} is ${first[0]}, ${second[1]} is ${second[0]}. Name the format, or choose the file.`,
    );
  }
  return first?.[0] ?? null;
}

/** A file that cannot be read says nothing of the others. */
async function formatIfReadable(...file: Parameters<typeof formatOfFile>): Promise<LabelFormat | null> {
  try {
    return await formatOfFile(...file);
  } catch (thrown) {
    if (thrown instanceof ExpectedError) return null;
    throw thrown;
  }
}

/** The format of one file of a tree; null where it is of no known one. Fails with why it cannot be read. */
export async function formatOfFile(
  tree: LabelTree,
  path: string,
  mapping: LabelMapping,
): Promise<LabelFormat | null> {
  if (isTable(path)) return tableFormat(await tree.readText(path), mapping);
  switch (extname(path).toLowerCase()) {
    case '.json':
      return jsonFormat(parseJson(await filledText(tree, path), path));
    case '.xml':
      return xmlFormat(await filledText(tree, path));
    case '.yaml':
    case '.yml': {
      const text = await filledText(tree, path);
      const format = yamlFormat(text);
      if (format === null) parseYaml(text, path);
      return format;
    }
    case '.pts':
      return 'pts';
    default:
      return null;
  }
}

async function filledText(tree: LabelTree, path: string): Promise<string> {
  const text = await tree.readText(path);
  return text.trim() === '' ? fail('label-file-broken', `${path} is empty.`) : text;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
