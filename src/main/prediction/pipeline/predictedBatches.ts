import type { Result } from '@shared/result';
import type { CropReader } from '../../images/cropReader';
import { lookAtAll } from '../../images/lookAtAll';
import type { PhotoLook, PhotoLooking } from '../../images/photoLook';
import { cropSpecificationOf, type CropSpecification, type Region } from '../../images/region';
import type { JobContext } from '../../jobs/context';
import type { ModelContext, PredictResult } from '../../learning/engine/protocol';
import type { FaceTable } from '../../learning/faceTable';
import type { Photo } from '../findPhotos';
import { headForms } from '../headForms';
import { faceNumbers, storedOutputs } from '../storedOutputs';
import {
  cropFoundFaces,
  cropWholePhotos,
  faceTableOf,
  type CroppedPhotos,
  type FoundPhoto,
} from './faceCrops';
import type { FaceBox, PhotoOutcome } from './photoOutcome';
import { stage } from './stage';

/** Finds the faces of photos, and frames each as the network was trained to see faces. */
export interface PhotoFaceFinder {
  /** What it is shown of photos. */
  readonly input: PhotoLooking;
  /** The faces of each photo; boxes and regions in pixels of the upright photo. */
  readonly find: (
    looks: readonly PhotoLook[],
  ) => Promise<readonly (readonly (FaceBox & { readonly region: Region })[])[]>;
}

export interface PipelineParts {
  readonly model: ModelContext;
  readonly reader: CropReader;
  /** Null where each photo counts as one face. */
  readonly finder: PhotoFaceFinder | null;
  readonly predict: (faces: FaceTable) => Promise<PredictResult>;
  readonly context: Pick<JobContext, 'signal'>;
}

export interface PredictedBatch<Named extends Photo = Photo> {
  readonly photos: readonly { readonly photo: Named; readonly outcome: PhotoOutcome }[];
  /** Of the checkpoint that predicted; null where there was no face to predict on. */
  readonly globalStep: number | null;
}

/**
 * photo → faces → crops → heads: what was predicted on each photo, in their order. All stages work at the same
 * time, each at most a few batches ahead of the next, so that memory is bounded however many photos there are.
 *
 * Ends early where the job is stopped, at whichever step of a batch that is; fails as the engine fails. A photo that
 * cannot be read is among the outcomes.
 */
export async function* predictedBatches<Named extends Photo>(
  batches: AsyncIterable<readonly Named[]>,
  parts: PipelineParts,
): AsyncGenerator<PredictedBatch<Named>> {
  const { model, reader, context, finder } = parts;
  const specification = cropSpecificationOf(model.configuration.input);
  const wanted = untilStopped(batches, context.signal);
  const cropped =
    finder === null
      ? stage(wanted, (photos) => cropWholePhotos(photos, specification, reader), { atOnce: 2 })
      : croppedFaces(wanted, finder, specification, reader);
  // Two requests: while the engine works on one, the next is on its way to it.
  const predicted = stage(cropped, (batch) => predictBatch(batch, parts), { atOnce: 2 });
  try {
    yield* predicted;
  } catch (thrown) {
    if (!context.signal.aborted) throw thrown;
  }
}

/**
 * Finding and cropping are one stage, so that a photo's pixels are let go as soon as both are done. Three batches at once:
 * while one is cropped, the finder has the next, and another one is on its way to it.
 */
function croppedFaces<Named extends Photo>(
  batches: AsyncIterable<readonly Named[]>,
  finder: PhotoFaceFinder,
  specification: CropSpecification,
  reader: CropReader,
): AsyncIterable<CroppedPhotos<Named>> {
  const looked = stage(batches, (photos) => lookAt(photos, finder, reader), { atOnce: 2 });
  return stage(
    looked,
    async (photos) => cropFoundFaces(await foundIn(photos, finder), specification, reader),
    { atOnce: 3 },
  );
}

async function foundIn<Named extends Photo>(
  photos: readonly LookedPhoto<Named>[],
  finder: PhotoFaceFinder,
): Promise<readonly FoundPhoto<Named>[]> {
  const readable = photos.flatMap(({ look }) => ('ok' in look ? [look.ok] : []));
  const faces = readable.length === 0 ? [] : await finder.find(readable);
  let next = 0;
  return photos.map(({ photo, look }): FoundPhoto<Named> => {
    return { photo, found: 'error' in look ? look : { ok: { ...look.ok, faces: faces[next++]! } } };
  });
}

interface LookedPhoto<Named extends Photo> {
  readonly photo: Named;
  readonly look: Result<PhotoLook>;
}

async function lookAt<Named extends Photo>(
  photos: readonly Named[],
  { input }: PhotoFaceFinder,
  reader: CropReader,
): Promise<LookedPhoto<Named>[]> {
  const files = photos.map(({ file }) => file);
  const looks = await lookAtAll(files, input, reader);
  return photos.map((photo, index) => ({ photo, look: looks[index]! }));
}

async function predictBatch<Named extends Photo>(
  batch: CroppedPhotos<Named>,
  { model, predict }: PipelineParts,
): Promise<PredictedBatch<Named>> {
  const table = faceTableOf(batch, cropSpecificationOf(model.configuration.input), model);
  const forms = headForms(model);
  const result = table.count === 0 ? null : await predict(table);
  const outputs = result && storedOutputs(result.faces, forms, table);
  let row = 0;
  const photos = batch.photos.map(({ photo, cropped }) => {
    if ('failure' in cropped) return { photo, outcome: cropped };
    const faces = cropped.faces.map((face) => ({ ...face, outputs: faceNumbers(outputs!, forms, row++) }));
    return { photo, outcome: { ...cropped, faces } };
  });
  return { photos, globalStep: result?.globalStep ?? null };
}

/** Takes no more of them once the job is stopped. */
async function* untilStopped<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  for await (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
