import {
  copyFileSync,
  existsSync,
  renameSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgressUpdate } from '../../../../src/shared/contract/jobs';
import type { PredictResult } from '../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import type { PredictedPhotos, PredictPhotosOptions } from '../../../../src/main/prediction/predictPhotos';
import { mergeResults } from '../../../../src/main/prediction/mergeResults';
import { recordingContext } from '../../../support/recordingContext';
import { meanColours, photoIn, predictIn } from './predictingFolder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-predict-'));
  mkdirSync(join(folder, 'photos', 'nested'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const photo = (name: string, index: number, ...size: number[]): Promise<void> =>
  photoIn(folder, name, index, ...size);
const predict = (changed: Partial<PredictPhotosOptions> = {}): Promise<PredictedPhotos> =>
  predictIn(folder, changed);

async function photos(count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `${String(index).padStart(4, '0')}.png`);
  await Promise.all(names.map((name, index) => photo(name, index)));
}

interface Line {
  readonly image: string;
  readonly faces: readonly {
    readonly region: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };
    readonly points: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
    readonly heads: Readonly<Record<string, { readonly value: string }>>;
  }[];
}

function lines(): Line[] {
  const text = readFileSync(join(folder, 'output', 'predictions.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('predictPhotos', () => {
  it('gives each photo its own prediction, in order, past broken files', async () => {
    await photos(600);
    writeFileSync(join(folder, 'photos', '0100.png'), 'no image');
    writeFileSync(join(folder, 'photos', '0300.jpg'), '');
    await photo('nested/z.png', 777);
    const updates: ProgressUpdate[] = [];
    const context = {
      signal: new AbortController().signal,
      progress: (update: ProgressUpdate) => updates.push(update),
    };
    const result = await predict({ context, formats: ['jsonl', 'csv', 'coco', 'mtfl'] });
    expect(result).toMatchObject({ images: 602, faces: 600, failed: 2 });
    expect(result.imagesPerSecond).toBeGreaterThan(0);
    expect(result.problems.map(({ file, code }) => [file, code])).toEqual([
      [join(folder, 'photos', '0100.png'), 'image-unsupported'],
      [join(folder, 'photos', '0300.jpg'), 'image-unsupported'],
    ]);
    const written = lines();
    expect(written).toHaveLength(600);
    for (const { image, faces } of written) {
      const index = image === 'nested/z.png' ? 777 : Number.parseInt(image, 10);
      expect(faces[0]!.points['nose'], image).toEqual({ x: index % 256, y: Math.floor(index / 256) });
      expect(faces[0]!.heads['gender']!.value, image).toBe(index % 2 === 0 ? 'male' : 'female');
    }
    expect(written.map(({ image }) => image)).toEqual(written.map(({ image }) => image).toSorted());
    const names = ['predictions.jsonl', 'predictions.csv', 'predictions.coco.json', 'predictions.mtfl.txt'];
    expect(result.outputs).toEqual(names.map((name) => join(folder, 'output', name)));
    expect(readdirSync(join(folder, 'output')).sort()).toEqual([...names, 'predictions.log'].sort());
    expect(updates.filter(({ phase }) => phase === 'predicting').at(-1)).toMatchObject({
      done: 602,
      total: 602,
    });
    expect(updates.at(-1)).toMatchObject({ phase: 'saving predictions', done: 602, total: 602 });
  });

  it('shows the network all of a photo that is not square, and tells what it showed', async () => {
    await photo('wide.png', 5, 40, 20);
    await predict();
    expect(lines()[0]!.faces[0]!.region).toEqual({ x: 0, y: -10, width: 40, height: 40 });
  });

  it('draws overlays beside the files', async () => {
    await photo('a.png', 30, 60, 80);
    await photo('nested/b.png', 20);
    const result = await predict({ formats: ['jsonl', 'overlays'] });
    const overlays = join(folder, 'output', 'overlays');
    expect(result.outputs).toContain(overlays);
    expect(result.problems).toEqual([]);
    expect(readdirSync(overlays, { recursive: true }).sort()).toEqual([
      '.facet-pictures',
      'a.png.overlay.jpg',
      'nested',
      'nested/b.png.overlay.jpg',
    ]);
    const { width, height } = await sharp(join(overlays, 'a.png.overlay.jpg')).metadata();
    expect(width).toBe(360);
    expect(height).toBeGreaterThan(480);
    // Its own pictures are not predicted the next time.
    expect(await predict()).toMatchObject({ images: 2, earlier: 2 });
  });

  it('stops between two batches and keeps whole files of what is done', async () => {
    await photos(600);
    const stop = new AbortController();
    let requests = 0;
    const stopping = async (faces: FaceTable): Promise<PredictResult> => {
      requests += 1;
      if (requests === 2) {
        stop.abort();
        throw new Error('cancelled');
      }
      return await meanColours(faces);
    };
    const context = { signal: stop.signal, progress: () => undefined };
    const result = await predict({ predict: stopping, context });
    expect(result).toMatchObject({ images: 256, faces: 256, failed: 0 });
    expect(lines()).toHaveLength(256);
    expect(readdirSync(join(folder, 'output')).sort()).toEqual(['predictions.jsonl', 'predictions.log']);
    const rest: number[] = [];
    const counting = (faces: FaceTable): Promise<PredictResult> => {
      rest.push(faces.count);
      return meanColours(faces);
    };
    expect(await predict({ predict: counting })).toMatchObject({ images: 600, faces: 600, earlier: 256 });
    expect(rest).toEqual([256, 88]);
    expect(lines().map(({ image }) => image)).toEqual(
      Array.from({ length: 600 }, (_, index) => `${String(index).padStart(4, '0')}.png`),
    );
  });

  it('looks again at photos that have changed, and keeps the others’ results', async () => {
    await photos(3);
    await predict();
    await photo('0001.png', 200, 30, 30);
    await photo('0007.png', 7);
    expect(await predict()).toMatchObject({ images: 4, earlier: 2 });
    expect(lines().map(({ faces }) => faces[0]!.points['nose']!.x)).toEqual([0, 200, 2, 7]);
  });

  it('goes on with nothing but its own results, unless it may replace them', async () => {
    await photos(2);
    await predict();
    const other = { run: { name: 'studio-1', fingerprint: 'of another' } };
    await expect(predict(other)).rejects.toMatchObject({ code: 'results-of-another' });
    const newer = async (faces: FaceTable): Promise<PredictResult> => ({
      ...(await meanColours(faces)),
      globalStep: 2,
    });
    await photo('0009.png', 9);
    await expect(predict({ predict: newer })).rejects.toMatchObject({ code: 'prediction-run-changed' });
    expect(await predict({ ...other, predict: newer, restart: true })).toMatchObject({
      images: 3,
      earlier: 0,
    });
  });

  it('shares the photos among parts without a gap, which are joined to the same outputs', async () => {
    await photos(20);
    const formats = ['jsonl', 'csv', 'coco'] as const;
    await predict({ formats });
    const parts = [1, 2, 3].map((index) => ({ index, outputFolder: join(folder, `part-${index}`) }));
    const counts: number[] = [];
    for (const { index, outputFolder } of parts) {
      counts.push((await predict({ outputFolder, shard: { index, count: 3 } })).images);
    }
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    const joined = { outputFolder: join(folder, 'joined'), formats, restart: false };
    const from = parts.map(({ outputFolder }) => outputFolder);
    const context = recordingContext();
    expect(await mergeResults({ ...joined, from, context })).toMatchObject({ images: 20, problems: [] });
    for (const file of ['predictions.jsonl', 'predictions.csv', 'predictions.coco.json']) {
      const [whole, together] = ['output', 'joined'].map((name) =>
        readFileSync(join(folder, name, file), 'utf8'),
      );
      expect(together, file).toBe(whole);
    }
    await expect(mergeResults({ ...joined, from, context })).rejects.toMatchObject({
      code: 'output-holds-results',
    });
    const twice = await mergeResults({ ...joined, restart: true, from: [...from, from[0]!], context });
    expect(twice.images).toBe(20);
    expect(new Set(twice.problems.map(({ code }) => code))).toEqual(new Set(['photo-twice']));
    expect(twice.problems).toHaveLength(counts[0]!);
    const some = await mergeResults({
      ...joined,
      outputFolder: join(folder, 'some'),
      from: from.slice(1),
      context,
    });
    expect(some.images).toBe(20 - counts[0]!);
    expect(some.problems).toMatchObject([
      { code: 'part-missing', reason: expect.stringMatching(/^part 1 of \d is not among/) as string },
    ]);
    const foreign = join(folder, 'foreign');
    await predict({ outputFolder: foreign, run: { name: 'other', fingerprint: 'other' } });
    await expect(
      mergeResults({ ...joined, outputFolder: join(folder, 'no'), from: [from[0]!, foreign], context }),
    ).rejects.toMatchObject({ code: 'results-differ' });
  });

  it('lists the photos of a folder that vanishes, and predicts on them when it is back', async () => {
    await photos(600);
    const gone = join(folder, 'gone');
    let requests = 0;
    const vanishing = (faces: FaceTable): Promise<PredictResult> => {
      requests += 1;
      if (requests === 1) renameSync(join(folder, 'photos'), gone);
      return meanColours(faces);
    };
    const result = await predict({ predict: vanishing });
    expect(result.images).toBe(600);
    expect(result.failed).toBeGreaterThan(0);
    expect(new Set(result.problems.map(({ code }) => code))).toEqual(new Set(['image-missing']));
    expect(lines()).toHaveLength(result.faces);
    await expect(predict()).rejects.toMatchObject({ code: 'input-missing' });
    renameSync(gone, join(folder, 'photos'));
    expect(await predict()).toMatchObject({ images: 600, faces: 600, failed: 0, problems: [] });
  });

  it('ends with its engine although it waits for photos that nobody brings', async () => {
    await photos(1);
    const dying = (): Promise<PredictResult> => Promise.reject(new Error('The engine died.'));
    await expect(predict({ predict: dying, watch: { intervalMs: 1 } })).rejects.toThrow('The engine died.');
  });

  it('waits for more photos until it is stopped, and saves them all', async () => {
    await photos(2);
    const context = recordingContext();
    const late = join(folder, 'photos', 'c.png');
    const progress = (update: ProgressUpdate): void => {
      if (update.phase !== 'waiting for photos') return;
      if (update.done === 2 && !existsSync(late)) copyFileSync(join(folder, 'photos', '0001.png'), late);
      if (update.done === 3) context.abort();
    };
    const watching = predict({ context: { ...context, progress }, watch: { intervalMs: 1 } });
    expect(await watching).toMatchObject({ images: 3, faces: 3 });
    expect(lines().map(({ image }) => image)).toEqual(['0000.png', '0001.png', 'c.png']);
  });

  it('says which photos have the same bytes', async () => {
    await photos(3);
    copyFileSync(join(folder, 'photos', '0001.png'), join(folder, 'photos', 'nested', 'copy.png'));
    expect((await predict()).duplicates).toEqual([['0001.png', 'nested/copy.png']]);
  });

  it('leaves no file when the engine fails, and passes its failure on', async () => {
    await photos(3);
    const dying = (): Promise<PredictResult> => Promise.reject(new Error('The engine died.'));
    await expect(predict({ predict: dying, formats: ['csv', 'coco'] })).rejects.toThrow('The engine died.');
    expect(readdirSync(join(folder, 'output'))).toEqual(['predictions.log']);
  });

  it('asks nothing of the engine when no photo can be read', async () => {
    writeFileSync(join(folder, 'photos', 'a.jpg'), 'no image');
    const never = (): Promise<PredictResult> => Promise.reject(new Error('not to be asked'));
    expect(await predict({ predict: never })).toMatchObject({ images: 1, faces: 0, failed: 1 });
  });

  it('fails where there is no photo, and says where none is looked for', async () => {
    await expect(predict()).rejects.toMatchObject({ code: 'no-photos' });
    await photos(1);
    const outputFolder = join(folder, 'photos');
    for (const watch of [null, { intervalMs: 1 }]) {
      await expect(predict({ outputFolder, watch })).rejects.toMatchObject({
        code: 'no-photos',
        message: expect.stringContaining('the output folder, which is never searched') as string,
      });
    }
  });
});
