import type { OutputFormat } from '@shared/contract/outputFormats';
import type { JobContext } from '../../jobs/context';
import { removeLeftovers } from '../outputs/leftovers';
import type { OutputContext } from '../outputs/outputWriter';
import { picturesFor } from '../outputs/pictures';
import { writeOutputs, type WrittenOutputs } from '../outputs/writeOutputs';
import { predictedPhoto, type PredictedPhoto } from '../predictedFace';
import type { PhotoRecord } from './resultRecord';
import type { ResultsLog } from './resultsLog';

export interface ResultOutputs extends WrittenOutputs {
  /** Names of photos with identical bytes, group by group. */
  readonly duplicates: readonly (readonly string[])[];
}

/** What the outputs of a log are made with. */
export function outputContextOf({ header, failures }: ResultsLog, folder: string): OutputContext {
  const { scheme, attributes, heads: forms, finder, run } = header;
  return { folder, scheme, attributes, forms, finder, run, failures };
}

/**
 * Makes a log's outputs; pictures that are there already are left, and those of photos and faces that are in the log no more
 * are removed. Fails as `writeOutputs` does.
 */
export async function writeResultOutputs(
  log: ResultsLog,
  formats: readonly OutputFormat[],
  folder: string,
  { progress }: Pick<JobContext, 'progress'>,
): Promise<ResultOutputs> {
  const context = outputContextOf(log, folder);
  const pictures = picturesFor(formats, context);
  const byHash = new Map<string, string[]>();
  const total = log.counts.images;
  async function* photos(): AsyncGenerator<readonly PredictedPhoto[]> {
    let done = 0;
    for await (const records of log.photos()) {
      const predicted = predictedPhotos(records, context);
      for (const { contentHash, name } of predicted) {
        const known = byHash.get(contentHash);
        if (known) known.push(name);
        else byHash.set(contentHash, [name]);
      }
      yield predicted;
      done += records.length;
      progress({ phase: 'saving predictions', done, total });
    }
  }
  const written = await writeOutputs(photos(), formats, context, pictures, (batch) =>
    pictures?.drawMissing(batch),
  );
  const leftovers = await removeLeftovers(folder, formats, log);
  return {
    ...written,
    problems: [...written.problems, ...leftovers],
    duplicates: [...byHash.values()].filter((names) => names.length > 1),
  };
}

/** Those that could be predicted on. */
export function predictedPhotos(
  records: readonly Pick<PhotoRecord, 'file' | 'name' | 'outcome'>[],
  { forms }: Pick<OutputContext, 'forms'>,
): PredictedPhoto[] {
  return records.flatMap((record) =>
    'failure' in record.outcome ? [] : [predictedPhoto(record, record.outcome, forms)],
  );
}
