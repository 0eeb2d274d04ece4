import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { archiveLimits } from '../archive/limits';
import { Archive } from '../archive/listing';
import { mapConcurrently } from '../concurrently';
import { type LabelFile, labelFiles } from './format';
import { parseRow } from './row';

const filesAtATime = 8;

/**
 * Reads a whole archive without unpacking it, and answers its rows by split. It must be what MTFL is published as:
 * both label files, every row well-formed, every row's image in the archive, every file as it was packed.
 *
 * Fails with `Archive.open`'s failures, `archive-broken` and `layout-wrong` (its details list the problems); an
 * AbortError when cancelled.
 */
export async function checkMtflArchive(
  file: string,
  context: JobContext,
): Promise<Readonly<Record<string, number>>> {
  const archive = await Archive.open(file, archiveLimits);
  try {
    const { folder, rows, problems } = await checkRows(archive);
    if (problems.length > 0) failLayout(file, folder, problems);
    let done = 0;
    await mapConcurrently(archive.files, filesAtATime, async (archived) => {
      context.signal.throwIfAborted();
      await archive.check(archived);
      done += 1;
      context.progress({ phase: 'checking the archive', done, total: archive.files.length });
    });
    return rows;
  } finally {
    await archive.close();
  }
}

interface CheckedRows {
  /** Within the archive, with a slash at its end; empty for the archive itself. */
  readonly folder: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}

async function checkRows(archive: Archive): Promise<CheckedRows> {
  const files = new Map(archive.files.map((archived) => [archived.path, archived]));
  const folder = folderOf([...files.keys()]);
  const rows: Record<string, number> = {};
  const problems: Problem[] = [];
  for (const labelFile of labelFiles) {
    const archived = files.get(`${folder}${labelFile.name}`);
    if (archived === undefined) {
      const reason = `${labelFile.name} is missing`;
      problems.push({ file: labelFile.name, code: 'label-file-missing', reason });
      continue;
    }
    const text = await archive.readText(archived);
    const read = readRows(text, labelFile, (imagePath) => files.has(`${folder}${imagePath}`));
    rows[labelFile.split] = read.rows;
    problems.push(...read.problems);
  }
  return { folder, rows, problems };
}

/** Where the label files lie: at the top, or in a folder there, rather in one with both files than with one. */
function folderOf(paths: readonly string[]): string {
  const there = new Set(paths);
  const found = (folder: string): number => labelFiles.filter(({ name }) => there.has(folder + name)).length;
  if (found('') > 0) return '';
  const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/', 1)[0]!));
  const below = [...folders].sort().map((folder) => `${folder}/`);
  return below.find((folder) => found(folder) === labelFiles.length) ?? below.find(found) ?? '';
}

function readRows(
  text: string,
  { name }: LabelFile,
  isThere: (imagePath: string) => boolean,
): { readonly rows: number; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let rows = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    rows += 1;
    const parsed = parseRow(line);
    if ('problem' in parsed) problems.push({ file: name, line: index + 1, ...parsed.problem });
    else if (!isThere(parsed.row.imagePath)) {
      const reason = `${parsed.row.imagePath} is not in the archive`;
      problems.push({ file: name, line: index + 1, code: 'image-missing', reason });
    }
  }
  if (rows === 0) problems.push({ file: name, code: 'label-file-empty', reason: `${name} is empty` });
  return { rows, problems };
}

function failLayout(file: string, folder: string, problems: readonly Problem[]): never {
  const [first] = problems;
  const place = first!.line === undefined ? '' : `${folder}${first!.file}, line ${first!.line}: `;
  const others = problems.length - 1;
  const more =
    others === 0 ? '' : `, and ${others.toLocaleString('en')} more ${others === 1 ? 'problem' : 'problems'}`;
  return fail(
    'layout-wrong',
    `${file} does not hold what MTFL is published as: ${place}${first!.reason}${more}.`,
    { problems },
  );
}
