import { describe, expect, it } from 'vitest';
import { inlineCropReader, type CropReader } from '../../../../src/main/images/cropReader';
import type { PredictResult } from '../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import { predictedBatches, type PredictedBatch } from '../../../../src/main/prediction/predictedBatches';
import { recordingContext } from '../../../support/recordingContext';
import { studioModel } from './example';

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

const result: PredictResult = { globalStep: 1, faces: { count: 0, heads: {} } };

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
      return result;
    };
    const options = {
      model: studioModel,
      reader: endlessReader(heard),
      predict,
      context: recordingContext(),
    };
    const batches = await all(predictedBatches(photos, options));
    expect(batches.map((batch) => [batch.photos.length, batch.photos[0]!.name])).toEqual([
      [256, '0'],
      [256, '256'],
      [88, '512'],
    ]);
    const order = heard.filter((what) => /^predict|^read (0|256|512)\.jpg/.test(what));
    expect(order).toEqual([
      'read 0.jpg',
      'read 256.jpg',
      'predict 256',
      'read 512.jpg',
      'predict 256',
      'predict 88',
    ]);
  });

  it('end quietly where the job is stopped while one is predicted, and fail where it is not', async () => {
    const context = recordingContext();
    const stopping = (): Promise<PredictResult> => {
      context.abort();
      return Promise.reject(new Error('cancelled'));
    };
    const options = { model: studioModel, reader: endlessReader([]), context };
    expect(await all(predictedBatches(photos, { ...options, predict: stopping }))).toEqual([]);
    const dying = (): Promise<PredictResult> => Promise.reject(new Error('The engine died.'));
    const failing = predictedBatches(photos, { ...options, context: recordingContext(), predict: dying });
    await expect(all(failing)).rejects.toThrow('The engine died.');
  });

  it('ask nothing of the engine where no photo could be read', async () => {
    const never = (): Promise<PredictResult> => Promise.reject(new Error('not to be asked'));
    const options = {
      model: studioModel,
      reader: inlineCropReader(),
      predict: never,
      context: recordingContext(),
    };
    const batches = await all(predictedBatches(photos.slice(0, 2), options));
    expect(batches).toMatchObject([{ result: null, origins: [{ error: { code: 'image-missing' } }, {}] }]);
  });
});
