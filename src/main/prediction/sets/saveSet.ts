import type { ParsedParams } from '@shared/contract/channels';
import type { SavedPredictions } from '@shared/contract/predictions';
import type { Attribute } from '@shared/domain/attribute';
import type { JobContext } from '../../jobs/context';
import { finderName } from '../../finding/settings';
import { picturesFor } from '../outputs/pictures';
import { writeOutputs } from '../outputs/writeOutputs';
import type { PredictedPhoto } from '../predictedFace';
import { facesByPhoto } from './facesByPhoto';
import type { PredictionIndex } from './predictionIndex';
import type { PredictionSet } from './predictionSet';
import { readerOf } from './views';

/** A page about predictions lists no more of them. */
const problemsListed = 1000;

export interface SaveOptions extends Omit<ParsedParams<'predictions.save'>, 'set'> {
  /** For the words on pictures. */
  readonly attributes: readonly Attribute[];
  readonly context: JobContext;
}

/**
 * Writes a set's faces, or those that match a filter, as files of the chosen formats: the same that `facet predict`
 * writes. Cancelled or failing it leaves none of them, but for pictures that were drawn already. Fails with
 * `output-unwritable` or `disk-full`.
 */
export async function saveSet(
  set: PredictionSet,
  index: PredictionIndex,
  { folder, formats, filter, attributes, context }: SaveOptions,
): Promise<SavedPredictions> {
  const facts = set.facts();
  const { scheme, heads: forms, run } = facts;
  const ids = index.select({ filter, sort: { by: 'photo', descending: false } });
  const outputContext = {
    ...{ folder, scheme, attributes, forms, run },
    finder: facts.facesAre === 'found' ? finderName : null,
    failures: set.problems(0, problemsListed),
  };
  const pictures = picturesFor(formats, outputContext);
  async function* photos(): AsyncGenerator<readonly PredictedPhoto[]> {
    const read = readerOf(facts);
    let done = 0;
    for (const batch of facesByPhoto(set, ids)) {
      context.signal.throwIfAborted();
      yield batch.map(({ photo: { file, name, widthPx, heightPx, contentHash }, faces }) => ({
        ...{ file, name, contentHash, image: { widthPx, heightPx } },
        faces: faces.map(read),
      }));
      done += batch.reduce((sum, { faces }) => sum + faces.length, 0);
      context.progress({ phase: 'saving predictions', done, total: ids.length });
    }
  }
  const { files, problems } = await writeOutputs(photos(), formats, outputContext, pictures, (batch) =>
    pictures?.draw(batch),
  );
  return { files, faces: ids.length, problems };
}
