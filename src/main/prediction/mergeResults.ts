import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import type { OutputFormat } from '@shared/contract/outputFormats';
import type { Problem } from '@shared/contract/jobs';
import { fail } from '@shared/result';
import type { JobContext } from '../jobs/context';
import { makeOutputFolder } from './outputs/openOutputs';
import { clearResults, differenceOf, resultsFileIn } from './results/openResults';
import { RecordedResults } from './results/recordedResults';
import { writeResultOutputs } from './results/resultOutputs';
import type { ResultCounts } from './results/resultsIndex';
import { ResultsLog } from './results/resultsLog';
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
  /**
   * Parts that lack, are unfinished or damaged, what failed in any part, and photos that two parts have, of which the first
   * one's result is taken.
   */
  readonly problems: readonly Problem[];
  readonly duplicates: readonly (readonly string[])[];
}

/**
 * Joins the results of parts of a folder, and makes the outputs of all of them; the parts are only read. Fails with
 * `results-missing` for a folder without results, `results-unreadable`, `results-differ` where they come from different runs, checkpoints or finders,
 * `output-holds-results`, output-unwritable or disk-full.
 */
export async function mergeResults(options: MergeOptions): Promise<MergedResults> {
  const { from, outputFolder, formats, restart, context } = options;
  const parts: RecordedResults[] = [];
  try {
    for (const folder of from) parts.push(await openPart(folder));
    const first = parts[0] ?? fail('results-missing', 'Name the folders that are to be joined.');
    for (const [index, part] of parts.entries()) checkAlike(first, part, [from[0]!, from[index]!]);
    await makeOutputFolder(outputFolder);
    const file = resultsFileIn(outputFolder);
    if ((await isAmong(from, outputFolder)) || (existsSync(file) && !restart)) {
      fail(
        'output-holds-results',
        `The folder ${outputFolder} holds predictions already. Choose another, or replace what it holds ` +
          '(--restart), if it is none of the folders that are joined.',
      );
    }
    if (restart) await clearResults(outputFolder);
    const merged = await ResultsLog.create(file, { ...first.header, shard: wholeFolder });
    try {
      const twice: Problem[] = [];
      for (const [index, part] of parts.entries()) await append(merged, part, from[index]!, twice, context);
      const lacking = [
        ...missingParts(parts, outputFolder),
        ...parts.flatMap((part, index) => incompleteness(part, from[index]!)),
      ];
      if (lacking.length === 0) await merged.finish();
      const { files, problems, duplicates } = await writeResultOutputs(
        merged,
        formats,
        outputFolder,
        context,
      );
      return {
        ...merged.counts,
        outputs: files,
        problems: [...lacking, ...merged.failures, ...twice, ...problems],
        duplicates,
      };
    } finally {
      await merged.close();
    }
  } finally {
    for (const part of parts) await part.close();
  }
}

async function openPart(folder: string): Promise<RecordedResults> {
  const results = await RecordedResults.read(resultsFileIn(folder));
  return (
    results ??
    fail(
      'results-missing',
      `There are no predictions to join in ${folder}: name folders that predict wrote to.`,
    )
  );
}

/** Whether a folder is one of some, by whatever path. */
async function isAmong(folders: readonly string[], folder: string): Promise<boolean> {
  const real = await realpath(folder);
  return (await Promise.all(folders.map((path) => realpath(path)))).includes(real);
}

function checkAlike(
  first: RecordedResults,
  other: RecordedResults,
  [one, two]: readonly [string, string],
): void {
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
function missingParts(parts: readonly RecordedResults[], file: string): Problem[] {
  const whole = parts.filter(({ header }) => header.shard.count === 1);
  const split = parts.filter((part) => part.header.shard.count > 1 && !isWithin(part, whole));
  return [...new Set(split.map(({ header }) => header.shard.count))].flatMap((count) => {
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

/** Whether one of the others has all photos of a part: then it is of the same folder, and has those of its other parts. */
function isWithin(part: RecordedResults, others: readonly RecordedResults[]): boolean {
  const names = part.names();
  return others.some((other) => names.every((name) => other.knows(name)));
}

/** What a part may lack though it is there. */
function incompleteness({ isFinished, lostLines, file }: RecordedResults, folder: string): Problem[] {
  const complete = `Predict once more into ${folder} with the same words, which adds what is missing, and join again.`;
  const problems: Problem[] = [];
  if (lostLines > 0) {
    const reason = `${lostLines} of its lines cannot be read, so their photos may be missing from these results. ${complete}`;
    problems.push({ file, code: 'results-damaged', reason });
  }
  if (!isFinished) {
    const reason = `These predictions do not say that they are complete: their job was stopped, still runs, or was of an older Facet. ${complete}`;
    problems.push({ file, code: 'part-unfinished', reason });
  }
  return problems;
}

async function append(
  merged: ResultsLog,
  part: RecordedResults,
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
