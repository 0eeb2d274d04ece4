import { join } from 'node:path';
import { ExpectedError, fail } from '@shared/result';
import { removeOutputs } from '../outputs/leftovers';
import { RecordedResults } from './recordedResults';
import { ResultsLog } from './resultsLog';
import type { ResultsHeader } from './resultRecord';

export const logName = 'predictions.log';

export function resultsFileIn(folder: string): string {
  return join(folder, logName);
}

/**
 * The log of an output folder, to go on with: what is there when it is of the same run, photos and way of finding
 * faces, else a new one. Fails with `results-of-another` for another one's log and `results-unreadable` for a file that is
 * none, which `restart` replaces instead; with output-unwritable or `disk-full`.
 */
export async function openResults(
  folder: string,
  header: ResultsHeader,
  restart: boolean,
): Promise<ResultsLog> {
  const file = resultsFileIn(folder);
  if (restart) await clearResults(folder);
  const log = restart ? null : await ResultsLog.open(file);
  if (log === null) return await ResultsLog.create(file, header);
  const difference = differenceOf(log.header, header);
  if (difference === null) return log;
  await log.close();
  return fail(
    'results-of-another',
    `The folder ${folder} holds predictions of ${difference}. Choose another output folder, or begin anew ` +
      '(--restart), which replaces them.',
  );
}

/**
 * Removes the outputs of the results in a folder, which are about to be replaced; nothing where there are none, or not such
 * that their photos can be read. Fails with output-unwritable.
 */
export async function clearResults(folder: string): Promise<void> {
  const results = await RecordedResults.read(resultsFileIn(folder)).catch((thrown: unknown) => {
    if (thrown instanceof ExpectedError) return null;
    throw thrown;
  });
  if (results === null) return;
  const [kept] = await removeOutputs(folder, results).finally(() => results.close());
  if (kept)
    fail('output-unwritable', `${kept.file}: ${kept.reason} Choose another output folder, or remove it.`);
}

/** What tells two logs' origins apart, in words for the first; null where nothing does. */
export function differenceOf(first: ResultsHeader, second: ResultsHeader): string | null {
  if (first.fingerprint !== second.fingerprint) return `another run, “${first.run}”`;
  if (first.checkpoint !== second.checkpoint) return `the ${first.checkpoint} checkpoint`;
  if (first.finder !== second.finder) {
    return first.finder === null ? 'whole photos' : `faces that ${first.finder} found`;
  }
  if (first.shard.index !== second.shard.index || first.shard.count !== second.shard.count) {
    return `another part of the photos, ${first.shard.index}/${first.shard.count}`;
  }
  return first.home === second.home ? null : `the photos in ${first.home}`;
}
