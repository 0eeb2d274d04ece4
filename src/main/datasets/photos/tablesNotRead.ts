import type { Problem } from '@shared/contract/jobs';
import type { LabelMapping } from '@shared/contract/labels';
import { ExpectedError } from '@shared/result';
import { tableNotRead, whatLacks } from '../labels/csv/faceTable';
import { headerOf } from '../labels/csv/table';
import { isTable, type LabelTree } from '../labels/tree';

/** More are counted: a folder may hold a table for each photo. */
const mostTold = 20;

/** What is to be known of tables among photos that were imported without labels: somebody may take them for read. */
export async function tablesNotRead(tree: LabelTree, mapping: LabelMapping): Promise<Problem[]> {
  const tables = tree.paths.filter(isTable);
  const problems: Problem[] = [];
  for (const path of tables.slice(0, mostTold)) problems.push(await problemOf(tree, path, mapping));
  const more = tables.length - problems.length;
  if (more === 0) return problems;
  const reason = `${more.toLocaleString('en')} more tables below it were not read. Import one by itself to see why`;
  return [...problems, { file: tree.folder, code: 'table-not-read', reason }];
}

async function problemOf(tree: LabelTree, path: string, mapping: LabelMapping): Promise<Problem> {
  const notRead = (reason: string): Problem => ({ file: path, code: 'table-not-read', reason });
  try {
    const header = headerOf(await tree.readText(path));
    if (header.length === 0)
      return notRead('not read: it has no header. Give its columns names, in a first line');
    const lacks = whatLacks(header, mapping);
    if (lacks.length > 0) return tableNotRead(path, header, lacks);
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    return notRead(`not read: ${thrown.message}`);
  }
  return notRead('not read: of so many files, only the first were looked into. Import this file by itself');
}
