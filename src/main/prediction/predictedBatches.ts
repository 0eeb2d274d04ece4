import { cropSpecificationOf } from '../images/region';
import type { PredictResult } from '../learning/engine/protocol';
import type { Photo } from './findPhotos';
import { faceTableOf, readPhotoBatch, type PhotoBatch } from './photoBatch';
import type { PredictPhotosOptions } from './predictPhotos';

/** Photos predicted by one request: enough to keep a network busy, and a few megabytes of crops. */
const photosOfARequest = 256;

export interface PredictedBatch<Named extends Photo = Photo> extends PhotoBatch<Named> {
  /** A row for each photo that could be read; null where none could. */
  readonly result: PredictResult | null;
}

/** Batches in the photos' order; ends early where the job is stopped, at whichever step of a batch that is. */
export async function* predictedBatches<Named extends Photo>(
  photos: readonly Named[],
  { model, reader, predict, context }: Pick<PredictPhotosOptions, 'model' | 'reader' | 'predict' | 'context'>,
  batchSize = photosOfARequest,
): AsyncGenerator<PredictedBatch<Named>> {
  const specification = cropSpecificationOf(model.configuration.input);
  const read = (start: number): Promise<PhotoBatch<Named>> | null =>
    start < photos.length
      ? readPhotoBatch(photos.slice(start, start + batchSize), specification, reader)
      : null;
  let reading = read(0);
  for (let start = batchSize; reading !== null && !context.signal.aborted; start += batchSize) {
    const batch: PhotoBatch<Named> = await reading;
    reading = read(start);
    // Its failure is told where it is awaited, which a stopped job never does.
    reading?.catch(() => undefined);
    const faces = faceTableOf(batch, specification, model);
    try {
      yield { ...batch, result: faces.count === 0 ? null : await predict(faces) };
    } catch (thrown) {
      if (context.signal.aborted) return;
      throw thrown;
    }
  }
}
