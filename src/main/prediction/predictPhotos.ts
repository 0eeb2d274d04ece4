import type { Problem } from '@shared/contract/jobs';
import type { AddedPredictions } from '@shared/contract/predictions';
import type { OutputFormat } from '@shared/contract/outputFormats';
import { fail } from '@shared/result';
import type { JobContext } from '../jobs/context';
import { arrivingInput } from './arrivingPhotos';
import { findPhotos, outputNotSearched, type FoundPhotos, type ListedPhoto } from './findPhotos';
import { keptHeads } from './keptHeads';
import { removeOutputsOf } from './outputs/leftovers';
import { makeOutputFolder } from './outputs/openOutputs';
import { picturesFor } from './outputs/pictures';
import {
  predictedBatches,
  type PhotoFaceFinder,
  type PipelineParts,
  type PredictedBatch,
} from './pipeline/predictedBatches';
import { inPieces, stage } from './pipeline/stage';
import { openResults } from './results/openResults';
import { outputContextOf, predictedPhotos, writeResultOutputs } from './results/resultOutputs';
import type { ResultCounts } from './results/resultsIndex';
import type { ResultsLog } from './results/resultsLog';
import { isInShard, type Shard } from './shard';

export interface NamedFinder extends PhotoFaceFinder {
  readonly name: string;
}

export interface PredictPhotosOptions extends Omit<PipelineParts, 'finder' | 'context'> {
  /** Folders and files. */
  readonly inputs: readonly string[];
  /** Created when missing; what it holds of the same run and photos is gone on with. */
  readonly outputFolder: string;
  readonly formats: readonly OutputFormat[];
  readonly run: { readonly name: string; readonly fingerprint: string };
  readonly checkpoint: 'newest' | 'best';
  readonly finder: NamedFinder | null;
  /** The part of the photos that is predicted on. */
  readonly shard: Shard;
  /** Waits for more photos until the job is stopped, looking so often; null to end with those that are there. */
  readonly watch: { readonly intervalMs: number } | null;
  /** Replaces what the output folder holds. */
  readonly restart: boolean;
  /** Takes the results into a project, where they are wanted there. */
  readonly add: ((log: ResultsLog) => Promise<AddedPredictions>) | null;
  readonly context: JobContext;
}

export interface PredictedPhotos extends ResultCounts {
  /** Of these photos, those that an earlier job had predicted on. */
  readonly earlier: number;
  readonly added: AddedPredictions | null;
  /** Of those that this job predicted on. */
  readonly imagesPerSecond: number;
  /** Files written; of pictures, their folder. */
  readonly outputs: readonly string[];
  /** Photos that could not be read, and what a format could not hold. */
  readonly problems: readonly Problem[];
  /** Names of photos with identical bytes, group by group. */
  readonly duplicates: readonly (readonly string[])[];
}

/** Photos of one request: enough to keep a network busy, and with their pixels no more than some megabytes. */
const photosAtOnce = { whole: 256, found: 16 } as const;

/**
 * Predicts on photos as one stream, and keeps each result in the output folder's log as soon as it is there: killed at
 * any moment, the next job goes on where this one was. The outputs are made of the log at the end, also when the job
 * is stopped. A photo that cannot be read is listed and passed over; failing, it leaves the log.
 *
 * Fails with input-missing, no-photos, output-unwritable, results-of-another, prediction-run-changed or disk-full,
 * and as `predict` fails.
 */
export async function predictPhotos(options: PredictPhotosOptions): Promise<PredictedPhotos> {
  const { inputs, outputFolder, model, context, shard } = options;
  const found = await findPhotos(inputs, outputFolder, context);
  requirePhotos(found, options);
  await makeOutputFolder(outputFolder);
  const log = await openResults(
    outputFolder,
    {
      format: 'facet-results',
      version: 1,
      run: options.run.name,
      fingerprint: options.run.fingerprint,
      checkpoint: options.checkpoint,
      scheme: model.scheme,
      attributes: model.attributes,
      heads: keptHeads(model),
      finder: options.finder?.name ?? null,
      shard: { index: shard.index, count: shard.count },
      home: found.home,
    },
    options.restart,
  );
  try {
    const damage = damageOf(log);
    const startedMs = performance.now();
    const predicted = await predictInto(log, found, options);
    const earlier = log.counts.images - predicted.names.size;
    const seconds = (performance.now() - startedMs) / 1000;
    const { files, problems, duplicates } = await writeResultOutputs(
      log,
      options.formats,
      outputFolder,
      context,
    );
    const added = options.add ? await options.add(log) : null;
    return {
      ...log.counts,
      earlier,
      added,
      imagesPerSecond: predicted.looks / seconds,
      outputs: files,
      problems: [...found.problems, ...damage, ...log.failures, ...predicted.problems, ...problems],
      duplicates,
    };
  } finally {
    await log.close();
  }
}

/** Told once: the photos of lines that cannot be read have no record, so that they are predicted again. */
function damageOf({ file, lostLines }: ResultsLog): Problem[] {
  if (lostLines === 0) return [];
  const reason = `${lostLines} of its lines could not be read: the photos that they were of are predicted again.`;
  return [{ file, code: 'results-damaged', reason }];
}

/** A folder that is watched may fill up, unless it is never looked at. */
function requirePhotos(
  { photos, problems }: FoundPhotos,
  { inputs, watch }: Pick<PredictPhotosOptions, 'inputs' | 'watch'>,
): void {
  if (photos.length > 0) return;
  const notSearched = problems.filter(({ code }) => code === outputNotSearched);
  if (watch !== null && notSearched.length < inputs.length) return;
  const [first] = notSearched;
  const why = first ? ` ${first.file}: ${first.reason}` : '';
  fail('no-photos', `There is no photo (JPEG, PNG, WebP, TIFF, GIF, AVIF) in ${inputs.join(', ')}.${why}`);
}

interface Predicted {
  /** More than photos where one was written anew while it was watched. */
  readonly looks: number;
  readonly names: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

async function predictInto(
  log: ResultsLog,
  found: FoundPhotos,
  options: PredictPhotosOptions,
): Promise<Predicted> {
  const { context, inputs, formats, outputFolder, shard, watch, finder } = options;
  const ended = new AbortController();
  const waiting = found.photos.filter((photo) => isInShard(photo, shard) && !log.has(photo));
  const total = watch === null ? waiting.length : null;
  const names = new Set<string>();
  const problems: Problem[] = [];
  let done = 0;
  const tell = (): void => context.progress({ phase: 'predicting', done, total });
  tell();
  const source =
    watch === null
      ? inPieces(waiting, photosAtOnce[finder === null ? 'whole' : 'found'])
      : arrivingInput(inputs, outputFolder, {
          isDone: (photo) => !isInShard(photo, shard) || log.has(photo),
          signal: AbortSignal.any([context.signal, ended.signal]),
          intervalMs: watch.intervalMs,
          idle: () => context.progress({ phase: 'waiting for photos', done }),
        });
  const drawn = drawnAsTheyCome(predictedBatches(source, options), log, formats, outputFolder, problems);
  try {
    for await (const { photos, globalStep } of drawn) {
      await log.append(
        photos.map(({ photo, outcome }) => ({ ...photo, outcome })),
        globalStep,
      );
      for (const { photo } of photos) names.add(photo.name);
      done += photos.length;
      tell();
    }
  } finally {
    ended.abort();
  }
  // A folder that is watched is never known to be complete, nor one whose job was stopped.
  if (done === total) await log.finish();
  return { looks: done, names, problems };
}

type Batches = AsyncIterable<PredictedBatch<ListedPhoto>>;

/**
 * A photo is in the log once its pictures are drawn, so that none is missing after whatever stop. What is there of an earlier
 * look at it goes before: it shows another photo, or another number of faces.
 */
function drawnAsTheyCome(
  batches: Batches,
  log: ResultsLog,
  formats: readonly OutputFormat[],
  folder: string,
  problems: Problem[],
): Batches {
  const context = outputContextOf(log, folder);
  const pictures = picturesFor(formats, context);
  return stage(
    batches,
    async (batch) => {
      for (const { name } of batch.photos.map(({ photo }) => photo).filter(({ name }) => log.knows(name))) {
        problems.push(...(await removeOutputsOf(folder, name, log.facesOf(name) ?? 0)));
      }
      const records = batch.photos.map(({ photo, outcome }) => ({ ...photo, outcome }));
      await pictures?.draw(predictedPhotos(records, context));
      return batch;
    },
    { atOnce: 1 },
  );
}
