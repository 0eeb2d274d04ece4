import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import type { PredictResult } from '../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import type { PredictionSet } from '../../../../src/main/prediction/sets/predictionSet';
import type { EngineRoom } from '../../../../src/main/runs/engineRoom';
import { predictSet } from '../../../../src/main/runs/predictSet';
import { drawPhoto, hashOf, newSet, setProject, type SetProject } from '../prediction/sets/support';
import { recordingJob } from './support';

/** Stands in for the engine with something computed from the pixels: the mean red is where every point is. */
function meanRed({ count, crops, cropRows }: FaceTable, globalStep: number): PredictResult {
  if (!('memory' in crops.bytes)) throw new Error('The crops are not in memory.');
  const { memory } = crops.bytes;
  const cropBytes = crops.sidePx ** 2 * 3;
  const reds = [...cropRows].map((row) => memory[row * cropBytes]!);
  const none = new Float32Array(count).fill(Number.NaN);
  const head = (
    width: number,
    values: (red: number) => number[],
  ): PredictResult['faces']['heads'][string] => ({
    kind: 'multi-class',
    width,
    values: Float32Array.from(reds.flatMap(values)),
    losses: none,
    errors: none,
  });
  const first = (classes: number) => () => [1, ...new Array<number>(classes - 1).fill(0)];
  const heads = {
    landmarks: head(10, (red) => new Array<number>(10).fill(red)),
    gender: head(2, (red) => (red % 2 === 0 ? [0.75, 0.25] : [0.25, 0.75])),
    smile: head(2, first(2)),
    glasses: head(2, first(2)),
    pose: head(5, first(5)),
  };
  return { globalStep, faces: { count, heads } };
}

interface Attempt {
  /** Of the checkpoint that the engine finds. */
  readonly step?: number;
  /** Stops the job while this request is answered. */
  readonly stopAt?: number;
  /** Fails this request. */
  readonly failAt?: number;
}

function attempt(given: SetProject, set: PredictionSet, { step = 7, stopAt, failAt }: Attempt = {}) {
  const job = recordingJob();
  const requested: number[] = [];
  const engines = {
    request: ({ faces }: { faces: FaceTable }) => {
      requested.push(faces.count);
      if (requested.length === failAt) return Promise.reject(new Error('The engine died.'));
      if (requested.length === stopAt) {
        job.cancel();
        return Promise.reject(new Error('cancelled'));
      }
      return Promise.resolve(meanRed(faces, step));
    },
  } as unknown as EngineRoom;
  let grown = 0;
  let renewed = 0;
  const services = { project: given.project, engines, reader: inlineCropReader(), emit: job.emit, job };
  const report = predictSet(services, set, {
    grown: () => (grown += 1),
    renewed: () => (renewed += 1),
    watchIntervalMs: 20,
  });
  return { report, job, requested, grown: () => grown, renewed: () => renewed };
}

async function photos(given: SetProject, count: number): Promise<void> {
  const name = (index: number): string => `${String(index).padStart(3, '0')}.png`;
  await Promise.all(
    Array.from({ length: count }, (_, index) => drawPhoto(join(given.photos, name(index)), index % 250)),
  );
}

/** Each photo's own number, by what its pixels say. */
function expectOwnResults(set: PredictionSet, count: number): void {
  for (let position = 0; position < count; position += 1) {
    const faces = set.facesOf(position);
    if (faces.length === 0) continue;
    const photo = set.photo(position);
    expect(faces, photo.name).toHaveLength(1);
    expect(faces[0]!.outputs[0], photo.name).toBe(Number.parseInt(photo.name, 10) % 250);
  }
}

describe('predicting a set', () => {
  it('looks at every photo, past broken ones, and keeps what it was', async () => {
    const given = setProject();
    await photos(given, 150);
    mkdirSync(join(given.photos, 'nested'));
    await drawPhoto(join(given.photos, 'nested', '007.png'), 7, 40, 20);
    writeFileSync(join(given.photos, '010.png'), 'no image');
    const set = newSet(given);
    const { report, job, requested, grown } = attempt(given, set);
    expect(await report).toMatchObject({ photos: 151, done: 151, failed: 1, faces: 150 });
    expect(requested).toEqual([63, 64, 23]);
    expect(grown()).toBeGreaterThanOrEqual(3);
    expect(job.updates.some(({ phase }) => phase === 'looking for photos')).toBe(true);
    expect(job.updates.at(-1)).toEqual({ phase: 'predicting', done: 151, total: 151 });
    expect(set.problems(0, 9)).toEqual([
      expect.objectContaining({ file: '010.png', code: 'image-unsupported' }),
    ]);
    expect(set.photo(0).contentHash).toBe(hashOf(join(given.photos, '000.png')));
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'finished', globalStep: 7 });
    expect(set.facesOf(150)[0]!.region).toEqual({ x: 0, y: -10, width: 40, height: 40 });
  });

  it('goes on where it was stopped, and predicts nothing twice', async () => {
    const given = setProject();
    await photos(given, 150);
    const set = newSet(given);
    const stopped = attempt(given, set, { stopAt: 2 });
    await stopped.report;
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'stopped', done: 64, faces: 64 });
    // More photos in the folder are not of this set.
    await drawPhoto(join(given.photos, '900.png'), 9);
    const rest = attempt(given, set);
    expect(await rest.report).toMatchObject({ photos: 150, done: 150, faces: 150 });
    expect(rest.requested).toEqual([64, 22]);
    expectOwnResults(set, 150);
    const again = attempt(given, set);
    await again.report;
    expect(again.requested).toEqual([]);
  });

  it('keeps what came before the engine failed, says why, and goes on from there', async () => {
    const given = setProject();
    await photos(given, 100);
    const set = newSet(given);
    await expect(attempt(given, set, { failAt: 2 }).report).rejects.toThrow('The engine died.');
    expect(given.sets.summary(set.id)).toMatchObject({
      state: 'failed',
      failure: { message: 'The engine died.' },
      faces: 64,
    });
    await attempt(given, set).report;
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'finished', failure: null, faces: 100 });
    expectOwnResults(set, 100);
  });

  it('mixes no two checkpoints', async () => {
    const given = setProject();
    await photos(given, 100);
    const set = newSet(given);
    await attempt(given, set, { stopAt: 2 }).report;
    await expect(attempt(given, set, { step: 9 }).report).rejects.toMatchObject({
      code: 'prediction-run-changed',
    });
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'failed', faces: 64, globalStep: 7 });
  });

  it('waits for more photos where it watches, until it is stopped', async () => {
    const given = setProject();
    await photos(given, 2);
    const set = newSet(given, 'photos', { watch: true });
    const watching = attempt(given, set);
    await vi.waitFor(() => expect(set.counts().done).toBe(2), { timeout: 20_000 });
    await drawPhoto(join(given.photos, '077.png'), 77);
    await vi.waitFor(() => expect(set.counts().done).toBe(3), { timeout: 20_000 });
    watching.job.cancel();
    expect(await watching.report).toMatchObject({ photos: 3, done: 3, faces: 3 });
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'stopped', watch: true });
    expectOwnResults(set, 3);
  });

  it('predicts a photo again that is written anew while it watches, in place of what it was', async () => {
    const given = setProject();
    await photos(given, 2);
    const set = newSet(given, 'photos', { watch: true });
    const watching = attempt(given, set);
    await vi.waitFor(() => expect(set.counts().done).toBe(2), { timeout: 20_000 });
    const file = await drawPhoto(join(given.photos, '001.png'), 99, 31, 31);
    await vi.waitFor(() => expect(set.photo(1).contentHash).toBe(hashOf(file)), { timeout: 20_000 });
    expect(watching.renewed()).toBe(1);
    watching.job.cancel();
    expect(await watching.report).toMatchObject({ photos: 2, done: 2, faces: 2 });
    expect(set.facesOf(1).map(({ outputs }) => outputs[0])).toEqual([99]);
    // Also one that changes while nobody watches.
    await drawPhoto(join(given.photos, '000.png'), 55, 31, 31);
    const again = attempt(given, set);
    await vi.waitFor(() => expect(set.facesOf(0)[0]?.outputs[0]).toBe(55), { timeout: 20_000 });
    again.job.cancel();
    await again.report;
    expect(again.requested).toEqual([1]);
  });

  it('tries again what could not be reached or has changed, and nothing else', async () => {
    const given = setProject();
    await photos(given, 5);
    writeFileSync(join(given.photos, '004.png'), 'no image');
    const set = newSet(given);
    await attempt(given, set, { stopAt: 1 }).report;
    const away = `${given.photos}-away`;
    renameSync(given.photos, away);
    expect(await attempt(given, set).report).toMatchObject({ done: 5, failed: 5 });
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'finished', unreached: 5 });
    renameSync(away, given.photos);
    const back = attempt(given, set);
    expect(await back.report).toMatchObject({ done: 5, failed: 1, faces: 4 });
    expect(given.sets.summary(set.id).unreached).toBe(0);
    expectOwnResults(set, 4);
    await drawPhoto(join(given.photos, '002.png'), 77, 31, 31);
    const changed = attempt(given, set);
    await changed.report;
    expect([changed.requested, changed.renewed()]).toEqual([[1], 1]);
    expect(set.facesOf(2)[0]!.outputs[0]).toBe(77);
  });

  it('fails where there is no photo, and can be tried again when there is', async () => {
    const given = setProject();
    mkdirSync(given.photos);
    const set = newSet(given);
    await expect(attempt(given, set).report).rejects.toMatchObject({ code: 'no-photos' });
    await photos(given, 1);
    expect(await attempt(given, set).report).toMatchObject({ faces: 1 });
  });
});
