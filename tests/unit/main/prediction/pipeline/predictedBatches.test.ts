import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { headWidth } from '@shared/learning/headForm';
import { inlineCropReader, type CropReader } from '../../../../../src/main/images/cropReader';
import type { PredictResult } from '../../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { headForms } from '../../../../../src/main/prediction/headForms';
import {
  predictedBatches,
  type PhotoFaceFinder,
  type PredictedBatch,
} from '../../../../../src/main/prediction/pipeline/predictedBatches';
import { inPieces } from '../../../../../src/main/prediction/pipeline/stage';
import { recordingContext } from '../../../../support/recordingContext';
import { studioModel } from '../example';

/** Photos that are not there: enough for the order of things, without a file. */
const photos = Array.from({ length: 600 }, (_, index) => ({
  file: `/nowhere/${index}.jpg`,
  name: `${index}`,
}));

/** A reader that has a pixel for every photo, and tells when it is asked. */
function endlessReader(heard: string[]): CropReader {
  return {
    ...inlineCropReader(),
    read: async (requests, { sizePx, marginPx }) => {
      heard.push(`read ${requests[0]!.file.slice(9)}`);
      const region = { x: 0, y: 0, width: 1, height: 1 };
      return {
        pixels: new Uint8Array(requests.length * (sizePx + 2 * marginPx) ** 2 * 3),
        origins: requests.map(() => ({ ok: { image: { widthPx: 1, heightPx: 1 }, region } })),
      };
    },
  };
}

/** Zeros for every head, as many as it has. */
function resultOf(count: number): PredictResult {
  const none = new Float32Array(count).fill(Number.NaN);
  const heads = headForms(studioModel).map(({ head, form }) => {
    const width = headWidth(form);
    const values = new Float32Array(count * width);
    return [head, { kind: 'multi-class' as const, width, values, losses: none, errors: none }] as const;
  });
  return { globalStep: 1, faces: { count, heads: Object.fromEntries(heads) } };
}

async function all(batches: AsyncGenerator<PredictedBatch>): Promise<PredictedBatch[]> {
  const list: PredictedBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

describe('predictedBatches', () => {
  it('come in the photos’ order, the next being read while one is predicted', async () => {
    const heard: string[] = [];
    const predict = async ({ count }: FaceTable): Promise<PredictResult> => {
      heard.push(`predict ${count}`);
      return resultOf(count);
    };
    const options = {
      model: studioModel,
      reader: endlessReader(heard),
      predict,
      finder: null,
      context: recordingContext(),
    };
    const batches = await all(predictedBatches(inPieces(photos, 256), options));
    expect(batches.map((batch) => [batch.photos.length, batch.photos[0]!.photo.name])).toEqual([
      [256, '0'],
      [256, '256'],
      [88, '512'],
    ]);
    const order = heard.filter((what) => /^predict|^read (0|256|512)\.jpg/.test(what));
    expect(order.filter((what) => what.startsWith('predict'))).toEqual([
      ...['predict 256', 'predict 256', 'predict 88'],
    ]);
    expect(order.indexOf('read 256.jpg')).toBeLessThan(order.lastIndexOf('predict 256'));
  });

  it('hold the reading back where nobody takes what is predicted', async () => {
    const heard: string[] = [];
    const many = Array.from({ length: 100 }, () => photos.slice(0, 1));
    async function* pieces(): AsyncGenerator<typeof photos> {
      yield* many;
    }
    const predict = ({ count }: FaceTable): Promise<PredictResult> => Promise.resolve(resultOf(count));
    const parts = { model: studioModel, reader: endlessReader(heard), finder: null };
    const batches = predictedBatches(pieces(), { ...parts, predict, context: recordingContext() });
    await batches.next();
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(heard.length).toBeLessThan(12);
    await batches.return(undefined);
  });

  it('find the faces of each photo, and predict on all of a batch at once', async () => {
    const region = { x: 1, y: 1, width: 2, height: 2 };
    const reader = endlessReader([]);
    const image = { widthPx: 8, heightPx: 6 };
    const look = {
      ok: {
        image,
        contentHash: 'hash',
        shrunk: { ...image, pixels: new Uint8Array(8 * 6 * 4), original: image },
        viewed: { ...image, original: image, views: [] },
      },
    };
    const looking: CropReader = { ...reader, look: (files) => Promise.resolve(files.map(() => look)) };
    const counts: number[] = [];
    const predict = ({ count }: FaceTable): Promise<PredictResult> => {
      counts.push(count);
      return Promise.resolve(resultOf(count));
    };
    const finder: PhotoFaceFinder = {
      input: { longestSidePx: 8, looks: [] },
      find: (looks) =>
        Promise.resolve(
          looks.map((_, index) => new Array(index % 3).fill({ box: region, score: 0.5, region }) as []),
        ),
    };
    const parts = { model: studioModel, reader: looking, finder, predict, context: recordingContext() };
    const batches = await all(predictedBatches(inPieces(photos.slice(0, 6), 3), parts));
    const faces = batches.map((batch) =>
      batch.photos.map(({ outcome }) => ('faces' in outcome ? outcome.faces.length : -1)),
    );
    expect(faces).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(counts).toEqual([3, 3]);
    expect(batches[0]!.photos[2]!.outcome).toMatchObject({
      contentHash: 'hash',
      image,
      faces: [{ region }, {}],
    });
  });

  it('end quietly where the job is stopped while one is predicted, and fail where it is not', async () => {
    const context = recordingContext();
    const stopping = (): Promise<PredictResult> => {
      context.abort();
      return Promise.reject(new Error('cancelled'));
    };
    const options = { model: studioModel, reader: endlessReader([]), finder: null, context };
    expect(await all(predictedBatches(inPieces(photos, 256), { ...options, predict: stopping }))).toEqual([]);
    const dying = (): Promise<PredictResult> => Promise.reject(new Error('The engine died.'));
    const failing = predictedBatches(inPieces(photos, 256), {
      ...options,
      context: recordingContext(),
      predict: dying,
    });
    await expect(all(failing)).rejects.toThrow('The engine died.');
  });

  it('ask nothing of the engine where no photo could be read', async () => {
    const never = (): Promise<PredictResult> => Promise.reject(new Error('not to be asked'));
    const options = {
      model: studioModel,
      reader: inlineCropReader(),
      predict: never,
      finder: null,
      context: recordingContext(),
    };
    const batches = await all(predictedBatches(inPieces(photos.slice(0, 2), 256), options));
    expect(batches).toMatchObject([
      { globalStep: null, photos: [{ outcome: { failure: { code: 'image-missing' } } }, {}] },
    ]);
  });
});
