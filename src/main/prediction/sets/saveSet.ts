import { join } from 'node:path';
import type { ParsedParams } from '@shared/contract/channels';
import type { SavedPredictions } from '@shared/contract/predictions';
import type { Attribute } from '@shared/domain/attribute';
import type { JobContext } from '../../jobs/context';
import { openOutputs } from '../outputs/openOutputs';
import { Overlays } from '../overlays';
import type { PredictedPhoto } from '../predictedFace';
import type { PredictionIndex } from './predictionIndex';
import type { PredictionSet } from './predictionSet';
import { readerOf } from './views';

/** Faces read and written at once. */
const facesAtOnce = 200;

export interface SaveOptions extends Omit<ParsedParams<'predictions.save'>, 'set'> {
  /** For the words on pictures. */
  readonly attributes: readonly Attribute[];
  readonly context: JobContext;
}

/**
 * Writes a set's faces, or those that match a filter, as files of the chosen formats: the same that `facet predict`
 * writes. Cancelled or failing it leaves none of them, but for pictures that were drawn already. Fails with
 * `nothing-to-save`, `output-unwritable` or `disk-full`.
 */
export async function saveSet(
  set: PredictionSet,
  index: PredictionIndex,
  { folder, formats, overlays, filter, attributes, context }: SaveOptions,
): Promise<SavedPredictions> {
  const facts = set.facts();
  const { scheme, heads } = facts;
  const ids = index.select({ filter, sort: { by: 'photo', descending: false } });
  const outputs = await openOutputs(formats, { folder, scheme, forms: heads });
  const pictures = overlays ? new Overlays(join(folder, 'overlays'), { scheme, attributes }, heads) : null;
  try {
    for (let start = 0; start < ids.length;) {
      context.signal.throwIfAborted();
      const end = endOfPhoto(set, ids, Math.min(ids.length, start + facesAtOnce));
      const photos = photosOf(set, [...ids.subarray(start, end)], readerOf(facts));
      await outputs.write(photos);
      await pictures?.draw(photos);
      start = end;
      context.progress({ phase: 'saving predictions', done: start, total: ids.length });
    }
    const files = await outputs.finish();
    return {
      files: pictures ? [...files, pictures.folder] : files,
      faces: ids.length,
      problems: [...outputs.problems, ...(pictures?.problems ?? [])],
    };
  } catch (thrown) {
    await outputs.discard();
    throw thrown;
  }
}

/** A photo's faces are written together. */
function endOfPhoto(set: PredictionSet, ids: Int32Array, end: number): number {
  const photoOf = (place: number): number | undefined => set.faces([ids[place]!])[0]?.photo;
  let last = end;
  while (last < ids.length && photoOf(last - 1) === photoOf(last)) last += 1;
  return last;
}

function photosOf(
  set: PredictionSet,
  ids: readonly number[],
  read: ReturnType<typeof readerOf>,
): PredictedPhoto[] {
  const faces = set.faces(ids);
  const photos = set.photos([...new Set(faces.map(({ photo }) => photo))]);
  return photos.map(({ position, file, name, widthPx, heightPx }) => ({
    file,
    name,
    image: { widthPx, heightPx },
    faces: faces.filter(({ photo }) => photo === position).map(read),
  }));
}
