import type { Problem } from '@shared/contract/jobs';
import type { LabelMapping } from '@shared/contract/labels';
import { ExpectedError } from '@shared/result';
import { formatOfFile, mostLookedInto } from '../labels/recognise';
import { oneLine, quoted } from '../labels/record';
import { loneEndings, tableEndings, treeOfFolder, withEnding, type LabelTree } from '../labels/tree';
import { rowsNotRead } from './rowsNotRead';
import { tablesNotRead } from './tablesNotRead';

/** More are counted: a folder may hold a file for each photo. */
const mostTold = 20;
const mostNamed = 5;

/**
 * What is to be known of files among photos that were imported without labels: somebody may take them for read. Each that
 * cannot be read says why; those that say something else are told together.
 */
export async function filesNotRead(folder: string, mapping: LabelMapping): Promise<Problem[]> {
  const tree = await treeOfFolder(folder);
  return [
    ...(await tablesNotRead(tree, mapping)),
    ...(await rowsNotRead(tree)),
    ...(await documentsNotRead(tree, mapping)),
  ];
}

/** Of what is no table. */
async function documentsNotRead(tree: LabelTree, mapping: LabelMapping): Promise<Problem[]> {
  const tables: readonly string[] = tableEndings;
  const paths = withEnding(
    tree,
    loneEndings.filter((ending) => !tables.includes(ending)),
  );
  const told: Problem[] = [];
  const unknown: string[] = [];
  let others = 0;
  for (const [index, path] of paths.entries()) {
    const reason = index < mostLookedInto ? await whyNotRead(tree, path, mapping) : tooMany;
    if (reason === null) unknown.push(path);
    else if (reason !== tooMany && told.length < mostTold) told.push(problem(path, reason));
    else others += 1;
  }
  return [...told, ...unknownFiles(tree, unknown), ...otherFiles(tree, others)];
}

const tooMany = 'of so many files, only the first were looked into. Import this file by itself';

/** Null for a file that says something else than labels. */
async function whyNotRead(tree: LabelTree, path: string, mapping: LabelMapping): Promise<string | null> {
  try {
    return (await formatOfFile(tree, path, mapping)) === null ? null : tooMany;
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    return thrown.message;
  }
}

function unknownFiles(tree: LabelTree, paths: readonly string[]): Problem[] {
  const [first] = paths;
  if (first === undefined) return [];
  if (paths.length === 1) return [problem(first, 'it is of no format that is known')];
  const names = paths.slice(0, mostNamed).map(quoted).join(', ');
  const more = paths.length > mostNamed ? ' …' : '';
  return [
    problem(
      tree.folder,
      `${paths.length.toLocaleString('en')} files below it are of no format that is known: ${names}${more}`,
    ),
  ];
}

function otherFiles(tree: LabelTree, count: number): Problem[] {
  if (count === 0) return [];
  const files = count === 1 ? 'one more file' : `${count.toLocaleString('en')} more files`;
  return [
    problem(tree.folder, `${files} below it that may hold labels. Import one by itself to see what it is`),
  ];
}

function problem(file: string, reason: string): Problem {
  return { file, code: 'labels-not-read', reason: oneLine(`not read: ${reason}`) };
}
