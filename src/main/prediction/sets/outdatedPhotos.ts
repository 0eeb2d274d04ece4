import { stat } from 'node:fs/promises';
import { mapConcurrently } from '../../datasets/concurrently';
import type { JobContext } from '../../jobs/context';
import { stampOf, type ListedPhoto } from '../findPhotos';
import type { PredictionSet } from './predictionSet';
import type { KnownPhoto, SetPhoto } from './setRecords';

const filesAtATime = 16;

/**
 * The set's photos that could not be reached when they were looked at, and those whose files have been written to since,
 * each with its file's stamp of now. A photo that is gone keeps what was predicted on it. Rejects when the job is stopped.
 */
export async function outdatedPhotos(
  set: PredictionSet,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<SetPhoto[]> {
  const photos = await mapConcurrently([...set.known().values()], filesAtATime, async (photo) => {
    signal.throwIfAborted();
    if (!photo.isUnreached && photo.stamp === null) return [];
    const stamp = await stat(photo.file).then(stampOf, () => null);
    const now = { ...photo, stamp };
    return photo.isUnreached || (stamp !== null && !isSeenTo(now, photo)) ? [now] : [];
  });
  return photos.flat();
}

/** Whether nothing is left to do for a photo; of one without a stamp nobody can say that it has changed. */
export function isSeenTo({ stamp }: Pick<ListedPhoto, 'stamp'>, known: KnownPhoto | undefined): boolean {
  return known !== undefined && !known.isUnreached && (known.stamp === null || known.stamp === stamp);
}
