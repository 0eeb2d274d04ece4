import type { PredictionReport } from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { fail, failureOf } from '@shared/result';
import { arrivingInput } from '../prediction/arrivingPhotos';
import { findPhotos } from '../prediction/findPhotos';
import { keptHeads } from '../prediction/keptHeads';
import { predictedBatches } from '../prediction/pipeline/predictedBatches';
import { inPieces } from '../prediction/pipeline/stage';
import type { PredictionSet } from '../prediction/sets/predictionSet';
import type { SetPhoto } from '../prediction/sets/setRecords';
import { photoFinder } from './photoFinder';
import { modelContext, type RunServices } from './services';

/** Photos of one request and one transaction: few, so that the first are soon there and a stop soon heard. */
const photosAtOnce = { whole: 64, found: 16 } as const;

/** What is told on the way, and how often a folder that fills up is looked at. */
export interface SetListener {
  readonly grown: () => void;
  readonly watchIntervalMs?: number;
}

/**
 * Predicts on a set's photos that have not been looked at yet, and, where the set watches its folders, on those that
 * come, until it is stopped. What is done is in the set's file batch by batch, so that a stop at any moment, also of
 * the whole machine, loses one batch at most and repeats none. Fails with `input-missing`, `no-photos`,
 * `prediction-run-changed`, `disk-full`, and as the engine fails.
 */
export async function predictSet(
  services: RunServices,
  set: PredictionSet,
  { grown, watchIntervalMs = 1000 }: SetListener,
): Promise<PredictionReport> {
  const startedMs = performance.now();
  const { job } = services;
  set.setState('running');
  grown();
  const before = set.counts().done;
  try {
    await listPhotos(set, services);
    grown();
    await predictWaiting(services, set, grown, watchIntervalMs);
    set.setState(job.signal.aborted ? 'stopped' : 'finished');
  } catch (thrown) {
    if (job.signal.aborted) set.setState('stopped');
    else set.setState('failed', failureOf(thrown));
    throw thrown;
  } finally {
    set.addSeconds((performance.now() - startedMs) / 1000);
    grown();
  }
  const { name, photoCount } = set.facts();
  const counts = set.counts();
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    ...counts,
    set: set.id,
    name,
    photos: photoCount ?? 0,
    imagesPerSecond: (counts.done - before) / seconds,
  };
}

async function listPhotos(set: PredictionSet, { project, job }: RunServices): Promise<void> {
  const { photoCount, inputs, watch } = set.facts();
  if (photoCount !== null) return;
  const { photos, home, problems } = await findPhotos(inputs, project.folder, job);
  if (photos.length === 0 && !watch) {
    fail('no-photos', `There is no photo (JPEG, PNG, WebP, TIFF, GIF, AVIF) in ${inputs.join(', ')}.`);
  }
  // Of a folder that fills up each photo is taken once it is whole.
  set.list(home, watch ? [] : photos, problems);
}

async function predictWaiting(
  services: RunServices,
  set: PredictionSet,
  grown: () => void,
  watchIntervalMs: number,
): Promise<void> {
  const { project, engines, reader, job } = services;
  const facts = set.facts();
  const run = project.runs.get(facts.runId);
  const model = modelContext(run);
  checkHeads(facts.heads, keptHeads(model));
  const runFolder = project.runs.folder(run.id);
  const tell = (): void => {
    const total = facts.watch ? null : facts.photoCount;
    job.progress({ phase: 'predicting', done: set.counts().done, total });
  };
  tell();
  const ended = new AbortController();
  const signal = AbortSignal.any([job.signal, ended.signal]);
  const photos = photosOf(set, services, { signal, intervalMs: watchIntervalMs, tell });
  const batches = predictedBatches(photos, {
    model,
    reader,
    context: job,
    finder: facts.facesAre === 'found' ? photoFinder(services) : null,
    predict: (faces) =>
      engines.request({ kind: 'predict', ...model, runFolder, checkpoint: facts.checkpoint, faces }, job),
  });
  try {
    for await (const { photos, globalStep } of batches) {
      set.record(
        globalStep,
        photos.map(({ photo: { position }, outcome }) => ({ position, ...outcome })),
      );
      tell();
      grown();
    }
  } finally {
    ended.abort();
  }
}

async function* photosOf(
  set: PredictionSet,
  { project, job }: RunServices,
  { signal, intervalMs, tell }: { signal: AbortSignal; intervalMs: number; tell: () => void },
): AsyncGenerator<readonly SetPhoto[]> {
  const { watch, inputs, facesAre } = set.facts();
  yield* inPieces(set.waiting(), photosAtOnce[facesAre]);
  if (!watch) return;
  const names = set.names();
  const arriving = arrivingInput(inputs, project.folder, {
    isDone: ({ name }) => names.has(name),
    signal,
    intervalMs,
    idle: () => job.progress({ phase: 'waiting for photos', done: set.counts().done }),
  });
  for await (const photos of arriving) {
    for (const { name } of photos) names.add(name);
    yield set.extend(photos);
    tell();
  }
}

/** The set's columns are those of the heads that it was begun with. */
function checkHeads(kept: readonly NamedHeadForm[], now: readonly NamedHeadForm[]): void {
  if (JSON.stringify(kept) === JSON.stringify(now)) return;
  fail(
    'prediction-run-changed',
    'The project’s points or attributes have changed since these predictions were begun. Begin another set.',
  );
}
