import type { Problem } from '@shared/contract/jobs';
import type { LabelFormat } from '@shared/contract/labels';
import { ExpectedError, fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { tableNotRead } from './csv/faceTable';
import { namesImages } from './csv/read';
import { readers } from './formats';
import { withoutLongSplits } from './longSplits';
import { onlyFaces } from './onlyFaces';
import type { LabelFileContext, LabelledFace, ParsedTable } from './record';
import type { LabelTree } from './tree';

/** All that label files say, and what could not be read of them. */
export interface LabelDataset {
  readonly format: LabelFormat;
  readonly faces: readonly LabelledFace[];
  readonly problems: readonly Problem[];
  /** Records, good or bad. */
  readonly read: number;
  /** Of them, left out because only a model has labelled them. */
  readonly predicted: number;
  readonly tables: readonly ParsedTable[];
}

/**
 * Reads the label files of a format among a tree's. A file that is broken is a problem, and the others are read; it
 * is a failure where it was the only one. Fails with `no-rows` where there is no label at all. Cancelled between two
 * files by an AbortError.
 */
export async function readDataset(
  tree: LabelTree,
  format: LabelFormat,
  reading: Omit<LabelFileContext, 'name'>,
  context: JobContext,
): Promise<LabelDataset> {
  const { files, problems: ofAll } = await readers[format].files(tree);
  const faces: LabelledFace[] = [];
  const problems: Problem[] = [];
  let [read, predicted, done] = [0, 0, 0];
  const tables = new Map<string, ParsedTable>();
  for (const { path, parse } of files) {
    context.signal.throwIfAborted();
    context.progress({ phase: 'reading labels', done, total: files.length });
    done += 1;
    try {
      const parsed = parse(await tree.readText(path), { name: path, ...reading });
      // Not by spreading: a file may hold more faces than a call takes arguments.
      for (const face of parsed.faces) faces.push(face);
      for (const problem of parsed.problems) problems.push(problem);
      read += parsed.read;
      predicted += parsed.predicted ?? 0;
      if (parsed.table) tables.set(path, parsed.table);
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError) || files.length === 1) throw thrown;
      problems.push({ file: path, code: thrown.code, reason: thrown.message });
      read += 1;
    }
  }
  if (read === 0)
    fail('no-rows', `${tree.folder} holds no label of the format ${format}: there is nothing to import.`);
  const only = onlyFaces(faces);
  const named = withoutLongSplits(only.faces);
  return {
    ...{ format, faces: named.faces, read, predicted },
    problems: [...ofAll, ...only.problems, ...named.problems, ...tablesWithoutImages(tables), ...problems],
    tables: [...tables.values()],
  };
}

/** Where other tables name images, one that does not is none of faces. */
function tablesWithoutImages(tables: ReadonlyMap<string, ParsedTable>): Problem[] {
  const others = [...tables].filter(([, table]) => !namesImages(table));
  if (others.length === tables.size) return [];
  return others.map(([path, { header }]) => tableNotRead(path, header, ['the image']));
}
