import { afterEach, describe, expect, it } from 'vitest';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { TrainingBatches } from '../../../../../src/main/learning/pipeline/trainingBatches';
import { context, tinyConfiguration, tinyFaces } from './tinyRun';

// These run the built worker, out/main/batchWorker.js.
const opened: TrainingBatches[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((batches) => batches.close()));
});

function open(faces: FaceTable, firstSample = 0, configuration = tinyConfiguration()): TrainingBatches {
  const batches = TrainingBatches.open({ configuration, context, faces, firstSample });
  opened.push(batches);
  return batches;
}

async function images(batches: TrainingBatches, count: number): Promise<Float32Array[]> {
  const seen: Float32Array[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await batches.next()).images.slice());
  return seen;
}

describe('TrainingBatches', () => {
  it('hands out the same batches for the same seed, however fast they are taken', async () => {
    const faces = tinyFaces(20);
    const eager = await images(open(faces), 12);
    const batches = open(faces);
    for (const expected of eager) {
      await new Promise(setImmediate);
      expect((await batches.next()).images).toEqual(expected);
    }
  });

  it('hands out others for another seed', async () => {
    const faces = tinyFaces(20);
    const [first] = await images(open(faces), 1);
    const [other] = await images(open(faces, 0, tinyConfiguration({ seed: 2 })), 1);
    expect(other).not.toEqual(first);
  });

  it('goes on at any sample as if it had never stopped', async () => {
    const faces = tinyFaces(20);
    const whole = await images(open(faces), 9);
    expect(await images(open(faces, 5 * 8), 4)).toEqual(whole.slice(5));
  });

  it('keeps a batch unchanged until the next is asked for', async () => {
    const batches = open(tinyFaces(20));
    const batch = await batches.next();
    const before = batch.images.slice();
    // Far more than the worker needs to fill every slot that it has.
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    expect(batch.images).toEqual(before);
  });

  it('brings the failure of the worker to the trainer', async () => {
    const faces = tinyFaces(20);
    const crops = { ...faces.crops, bytes: { file: '/nowhere/crops' } };
    await expect(open({ ...faces, crops }).next()).rejects.toMatchObject({
      code: 'crop-missing',
      message: expect.stringContaining('/nowhere/crops') as string,
    });
  });

  it('brings a failure in the middle after the batches before it', async () => {
    const faces = tinyFaces(16);
    faces.cropRows[15] = 999;
    const batches = open(faces, 0, tinyConfiguration({ shuffle: { kind: 'buffer', size: 1 } }));
    await expect(batches.next()).resolves.toBeDefined();
    await expect(batches.next()).rejects.toMatchObject({ code: 'crop-missing' });
    await expect(batches.next()).rejects.toMatchObject({ code: 'crop-missing' });
  });

  it('refuses to draw from nothing', () => {
    expect(() => open(tinyFaces(0))).toThrow(/no faces to train on/);
  });
});
