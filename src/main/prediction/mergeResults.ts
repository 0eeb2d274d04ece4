import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OutputFormat } from '@shared/contract/outputFormats';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import type { JobContext } from '../jobs/context';
import { makeOutputFolder } from './outputs/openOutputs';
import { differenceOf, resultsFileIn } from './results/openResults';
import { writeResultOutputs } from './results/resultOutputs';
import { ResultsLog, type ResultCounts } from './results/resultsLog';
import { wholeFolder } from './shard';

export interface MergeOptions {
  /** Folders that `predictPhotos` wrote. */
  readonly from: readonly string[];
  /** Created when missing; must hold no predictions, unless they may be replaced. */
  readonly outputFolder: string;
  readonly formats: readonly OutputFormat[];
  readonly restart: boolean;
  readonly context: JobContext;
}

export interface MergedResults extends ResultCounts {
  readonly outputs: readonly string[];
  /** Parts that lack, what failed in any part, and photos that two parts have, of which the first one's result is taken. */
  readonly problems: readonly Problem[];
  readonly duplicates: readonly (readonly string[])[];
}

/**
 * Joins the results of parts of a folder, and makes the outputs of all of them. Fails with `results-missing` for a
 * folder without results, `results-differ` where they come from different runs, checkpoints or finders,
 * `output-holds-results`, output-unwritable or disk-full.
 */
export async function mergeResults(options: MergeOptions): Promise<MergedResults> {
  const { from, outputFolder, formats, restart, context } = options;
  const parts: ResultsLog[] = [];
  try {
    for (const folder of from) parts.push(await openPart(folder));
    const first = parts[0] ?? fail('results-missing', 'Name the folders that are to be joined.');
    for (const [index, part] of parts.entries()) checkAlike(first, part, [from[0]!, from[index]!]);
    await makeOutputFolder(outputFolder);
    const file = resultsFileIn(outputFolder);
    if (from.some((folder) => resolve(folder) === resolve(outputFolder)) || (existsSync(file) && !restart)) {
      fail(
        'output-holds-results',
        `The folder ${outputFolder} holds predictions already. Choose another, or replace what it holds ` +
          '(--restart), if it is none of the folders that are joined.',
      );
    }
    const merged = await ResultsLog.create(file, { ...first.header, shard: wholeFolder });
    try {
      const twice: Problem[] = [];
      for (const [index, part] of parts.entries()) await append(merged, part, from[index]!, twice, context);
      const { files, problems, duplicates } = await writeResultOutputs(
        merged,
        formats,
        outputFolder,
        context,
      );
      return {
        ...merged.counts,
        outputs: files,
        problems: [...missingParts(parts, outputFolder), ...merged.failures, ...twice, ...problems],
        duplicates,
      };
    } finally {
      await merged.close();
    }
  } finally {
    for (const part of parts) await part.close();
  }
}

async function openPart(folder: string): Promise<ResultsLog> {
  const log = await ResultsLog.open(resultsFileIn(folder));
  return (
    log ??
    fail(
      'results-missing',
      `There are no predictions to join in ${folder}: name folders that predict wrote to.`,
    )
  );
}

function checkAlike(first: ResultsLog, other: ResultsLog, [one, two]: readonly [string, string]): void {
  const { home, shard } = other.header;
  const difference =
    differenceOf({ ...first.header, home, shard }, other.header) ??
    (first.globalStep !== null && other.globalStep !== null && first.globalStep !== other.globalStep
      ? `step ${first.globalStep} of the run, ${two} of step ${other.globalStep}`
      : null);
  if (difference === null) return;
  fail('results-differ', `${one} holds predictions of ${difference}: ${two} cannot be joined with it.`);
}

/** Of a folder that was split, the parts that are not joined. */
function missingParts(parts: readonly ResultsLog[], file: string): Problem[] {
  const counts = new Set(parts.map(({ header }) => header.shard.count));
  return [...counts].flatMap((count) => {
    const here = new Set(
      parts.filter(({ header }) => header.shard.count === count).map(({ header }) => header.shard.index),
    );
    const missing = Array.from({ length: count }, (_, index) => index + 1).filter(
      (index) => !here.has(index),
    );
    return missing.map((index) => {
      const reason = `part ${index} of ${count} is not among the folders: its photos are not in these results`;
      return { file, code: 'part-missing', reason };
    });
  });
}

async function append(
  merged: ResultsLog,
  part: ResultsLog,
  folder: string,
  twice: Problem[],
  { signal, progress }: JobContext,
): Promise<void> {
  for await (const records of part.photos()) {
    signal.throwIfAborted();
    const fresh = records.filter((record) => {
      if (!merged.knows(record.name)) return true;
      twice.push({
        file: record.name,
        code: 'photo-twice',
        reason: `another of the folders has it as well; what ${folder} says of it is left out`,
      });
      return false;
    });
    if (fresh.length > 0) await merged.append(fresh, part.globalStep);
    progress({ phase: 'joining predictions', done: merged.counts.images });
  }
}
