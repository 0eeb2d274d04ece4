import type { ParsedParams } from '@shared/contract/channels';
import type { Problem } from '@shared/contract/jobs';
import type { PredictionFilter, SavedPredictions } from '@shared/contract/predictions';
import type { Attribute } from '@shared/domain/attribute';
import { mapConcurrently } from '../../datasets/concurrently';
import type { JobContext } from '../../jobs/context';
import { finderName } from '../../finding/settings';
import { isChanged, photoChanged } from '../changedPhoto';
import { picturesFor } from '../outputs/pictures';
import { writeOutputs } from '../outputs/writeOutputs';
import type { PredictedPhoto } from '../predictedFace';
import { facesByPhoto } from './facesByPhoto';
import type { PredictionIndex } from './predictionIndex';
import type { PredictionSet } from './predictionSet';
import { readerOf } from './views';

/** Files that are looked at at a time. */
const readsAtATime = 4;

export interface SaveOptions extends Omit<ParsedParams<'predictions.save'>, 'set'> {
  /** For the words on pictures. */
  readonly attributes: readonly Attribute[];
  readonly context: JobContext;
}

/**
 * Writes a set's photos with all their faces, or those that have faces which match a filter with these, as files of the
 * chosen formats: the same that `facet predict` writes. A photo that has changed since gets no picture, and is listed.
 * Cancelled or failing it leaves none of them, but for pictures that were drawn already. Fails with
 * `output-unwritable` or `disk-full`.
 */
export async function saveSet(
  set: PredictionSet,
  index: PredictionIndex,
  { folder, formats, filter, attributes, context }: SaveOptions,
): Promise<SavedPredictions> {
  const facts = set.facts();
  const { scheme, heads: forms, run } = facts;
  const ids = isFiltered(filter) ? index.select({ filter, sort: { by: 'photo', descending: false } }) : null;
  const positions = set.predictedPositions(ids);
  const outputContext = {
    ...{ folder, scheme, attributes, forms, run },
    finder: facts.facesAre === 'found' ? finderName : null,
    failures: ids === null ? set.failures() : [],
  };
  const pictures = picturesFor(formats, outputContext);
  const changed: Problem[] = [];
  let faceCount = 0;
  async function* photos(): AsyncGenerator<readonly PredictedPhoto[]> {
    const read = readerOf(facts);
    let done = 0;
    for (const batch of facesByPhoto(set, positions, ids)) {
      context.signal.throwIfAborted();
      yield batch.map(({ photo: { file, name, widthPx, heightPx, contentHash }, faces }) => ({
        ...{ file, name, contentHash, image: { widthPx, heightPx } },
        faces: faces.map(read),
      }));
      faceCount += batch.reduce((sum, { faces }) => sum + faces.length, 0);
      done += batch.length;
      context.progress({ phase: 'saving predictions', done, total: positions.length });
    }
  }
  const { files, problems } = await writeOutputs(photos(), formats, outputContext, pictures, async (batch) =>
    pictures?.draw(await withoutChanged(batch, changed)),
  );
  return { files, faces: faceCount, problems: [...changed, ...problems] };
}

function isFiltered({ heads = {}, nameContains = '' }: PredictionFilter): boolean {
  return Object.keys(heads).length > 0 || nameContains !== '';
}

/** Old results drawn on a new photo would look like this one's. */
async function withoutChanged(
  photos: readonly PredictedPhoto[],
  changed: Problem[],
): Promise<readonly PredictedPhoto[]> {
  const are = await mapConcurrently(photos, readsAtATime, isChanged);
  changed.push(...photos.filter((_, index) => are[index]).map(({ file }) => photoChanged(file)));
  return photos.filter((_, index) => !are[index]);
}
