import type { PredictionReport } from '@shared/contract/predictions';
import { headWidth, type NamedHeadForm } from '@shared/learning/headForm';
import type { FaceOutputs } from '@shared/learning/results';
import { fail, failureOf, type Result } from '@shared/result';
import { mapConcurrently } from '../datasets/concurrently';
import { readImageFile } from '../images/imageFile';
import type { Region } from '../images/region';
import { findPhotos } from '../prediction/findPhotos';
import { headForms } from '../prediction/headForms';
import { predictedBatches, type PredictedBatch } from '../prediction/predictedBatches';
import type { PhotoOutcome, PredictionSet, SetPhoto } from '../prediction/sets/predictionSet';
import { setHeads } from '../prediction/sets/setHeads';
import { storedOutputs } from './suggest';
import { modelContext, type RunServices } from './services';

/** Photos of one request and one transaction: few, so that the first are soon there and a stop soon heard. */
const photosAtOnce = 64;
const readsAtATime = 4;

/** What is told on the way. */
export interface SetListener {
  readonly grown: () => void;
}

/**
 * Predicts on a set's photos that have not been looked at yet. What is done is in the set's file batch by batch, so
 * that a stop at any moment, also of the whole machine, loses one batch at most and repeats none. Fails with
 * `input-missing`, `no-photos`, `prediction-run-changed`, `disk-full`, and as the engine fails.
 */
export async function predictSet(
  services: RunServices,
  set: PredictionSet,
  { grown }: SetListener,
): Promise<PredictionReport> {
  const startedMs = performance.now();
  const { job } = services;
  set.setState('running');
  grown();
  const before = set.counts().done;
  try {
    await listPhotos(set, services);
    grown();
    await predictWaiting(services, set, grown);
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
  const { photoCount, inputs } = set.facts();
  if (photoCount !== null) return;
  const { photos, home, problems } = await findPhotos(inputs, project.folder, job);
  if (photos.length === 0) {
    fail('no-photos', `There is no photo (JPEG, PNG, WebP, TIFF, GIF, AVIF) in ${inputs.join(', ')}.`);
  }
  set.list(home, photos, problems);
}

async function predictWaiting(services: RunServices, set: PredictionSet, grown: () => void): Promise<void> {
  const { project, engines, reader, job } = services;
  const facts = set.facts();
  const run = project.runs.get(facts.runId);
  const model = modelContext(run);
  checkHeads(facts.heads, setHeads(model));
  const forms = headForms(model);
  const runFolder = project.runs.folder(run.id);
  const total = facts.photoCount ?? 0;
  job.progress({ phase: 'predicting', done: set.counts().done, total });
  const batches = predictedBatches(
    set.waiting(),
    {
      model,
      reader,
      context: job,
      predict: (faces) =>
        engines.request({ kind: 'predict', ...model, runFolder, checkpoint: facts.checkpoint, faces }, job),
    },
    photosAtOnce,
  );
  for await (const batch of batches) {
    set.record(batch.result?.globalStep ?? null, await outcomesOf(batch, forms));
    job.progress({ phase: 'predicting', done: set.counts().done, total });
    grown();
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

async function outcomesOf(
  { photos, origins, result }: PredictedBatch<SetPhoto>,
  forms: readonly NamedHeadForm[],
): Promise<PhotoOutcome[]> {
  const hashes = await mapConcurrently(photos, readsAtATime, ({ file }) => hashOf(file));
  const regions = origins.flatMap((origin) => ('ok' in origin ? [origin.ok.region] : []));
  const outputs =
    result && storedOutputs(result.faces, forms, { regions: Float32Array.from(regions.flatMap(sidesOf)) });
  let row = 0;
  return photos.map(({ position }, index): PhotoOutcome => {
    const origin = origins[index]!;
    if ('error' in origin) return { position, failure: origin.error };
    const numbers = faceNumbers(outputs!, forms, row++);
    const hash = hashes[index]!;
    if ('error' in hash) return { position, failure: hash.error };
    const { image, region } = origin.ok;
    return { position, image, contentHash: hash.ok, faces: [{ region, outputs: numbers }] };
  });
}

function sidesOf({ x, y, width, height }: Region): number[] {
  return [x, y, width, height];
}

/** Every head's numbers on one face, one head after the other. */
function faceNumbers({ heads }: FaceOutputs, forms: readonly NamedHeadForm[], row: number): Float32Array {
  return Float32Array.from(
    forms.flatMap(({ head, form }) => {
      const width = headWidth(form);
      const output = heads[head];
      if (output?.width !== width) throw new Error(`The engine did not answer ${width} numbers for ${head}.`);
      return [...output.values.subarray(row * width, (row + 1) * width)];
    }),
  );
}

/** SHA-256 in hex, on a thread of its own. */
async function hashOf(file: string): Promise<Result<string>> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', await readImageFile(file));
    return { ok: Buffer.from(digest).toString('hex') };
  } catch (thrown) {
    return { error: failureOf(thrown) };
  }
}
