import type { PredictionReport } from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { fail, failureOf } from '@shared/result';
import { arrivingInput } from '../prediction/arrivingPhotos';
import { findPhotos } from '../prediction/findPhotos';
import { keptHeads } from '../prediction/keptHeads';
import { predictedBatches } from '../prediction/pipeline/predictedBatches';
import { inPieces } from '../prediction/pipeline/stage';
import { isSeenTo, outdatedPhotos } from '../prediction/sets/outdatedPhotos';
import type { PredictionSet } from '../prediction/sets/predictionSet';
import { unreachedCode, type KnownPhoto, type SetPhoto } from '../prediction/sets/setRecords';
import { photoFinder } from './photoFinder';
import { modelContext, type RunServices } from './services';

/** Photos of one request and one transaction: few, so that the first are soon there and a stop soon heard. */
const photosAtOnce = { whole: 64, found: 16 } as const;

/** What is told on the way, and how often a folder that fills up is looked at. */
export interface SetListener {
  readonly grown: () => void;
  /** Results have been taken out, for others to come. */
  readonly renewed: () => void;
  readonly watchIntervalMs?: number;
}

/**
 * Predicts on a set's photos that have not been looked at yet, on those that could not be reached or whose files have
 * been written to since, and, where the set watches its folders, on those that come, until it is stopped. What is done is in the set's file batch by batch, so that a stop at any moment, also of
 * the whole machine, loses one batch at most and repeats none. Fails with `input-missing`, `no-photos`,
 * `prediction-run-changed`, `disk-full`, and as the engine fails.
 */
export async function predictSet(
  services: RunServices,
  set: PredictionSet,
  { grown, renewed, watchIntervalMs = 1000 }: SetListener,
): Promise<PredictionReport> {
  const startedMs = performance.now();
  const { job } = services;
  set.setState('running');
  grown();
  let before: number;
  try {
    if (await listPhotos(set, services)) renewed();
    before = set.counts().done;
    grown();
    await predictWaiting(services, set, { grown, renewed, watchIntervalMs });
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

/** Answers whether photos that had been looked at are to be looked at again. */
async function listPhotos(set: PredictionSet, { project, job }: RunServices): Promise<boolean> {
  const { photoCount, inputs, watch } = set.facts();
  if (photoCount !== null) {
    // In a folder that fills up a file that is written anew is waited for, as any other.
    const outdated = watch ? [] : await outdatedPhotos(set, job);
    set.renew(outdated);
    return outdated.length > 0;
  }
  const { photos, home, problems } = await findPhotos(inputs, project.folder, job);
  if (photos.length === 0 && !watch) {
    fail('no-photos', `There is no photo (JPEG, PNG, WebP, TIFF, GIF, AVIF) in ${inputs.join(', ')}.`);
  }
  // Of a folder that fills up each photo is taken once it is whole.
  set.list(home, watch ? [] : photos, problems);
  return false;
}

async function predictWaiting(
  services: RunServices,
  set: PredictionSet,
  listener: SetListener & { readonly watchIntervalMs: number },
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
  const known = facts.watch ? set.known() : new Map<string, KnownPhoto>();
  const photos = photosOf(set, services, { ...listener, known, signal, tell });
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
        photos.map(({ photo: { position, stamp }, outcome }) => ({ position, stamp, ...outcome })),
      );
      for (const { photo, outcome } of photos) {
        const isUnreached = 'failure' in outcome && outcome.failure.code === unreachedCode;
        if (isUnreached && known.has(photo.name)) known.set(photo.name, { ...photo, isUnreached });
      }
      tell();
      listener.grown();
    }
  } finally {
    ended.abort();
  }
}

interface Watching extends SetListener {
  /** What the set knows of each photo of a folder that fills up, by their names. */
  readonly known: Map<string, KnownPhoto>;
  readonly signal: AbortSignal;
  readonly tell: () => void;
  readonly watchIntervalMs: number;
}

async function* photosOf(
  set: PredictionSet,
  { project, job }: RunServices,
  { known, signal, tell, renewed, watchIntervalMs }: Watching,
): AsyncGenerator<readonly SetPhoto[]> {
  const { watch, inputs, facesAre } = set.facts();
  yield* inPieces(set.waiting(), photosAtOnce[facesAre]);
  if (!watch) return;
  const arriving = arrivingInput(inputs, project.folder, {
    isDone: (photo) => isSeenTo(photo, known.get(photo.name)),
    signal,
    intervalMs: watchIntervalMs,
    idle: () => job.progress({ phase: 'waiting for photos', done: set.counts().done }),
  });
  for await (const photos of arriving) {
    const again = photos.flatMap((photo) => {
      const before = known.get(photo.name);
      return before ? [{ ...photo, position: before.position }] : [];
    });
    set.renew(again);
    if (again.length > 0) renewed();
    const taken = [...again, ...set.extend(photos.filter(({ name }) => !known.has(name)))];
    for (const photo of taken) known.set(photo.name, { ...photo, isUnreached: false });
    yield taken;
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
