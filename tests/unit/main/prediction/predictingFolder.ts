import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import type { PredictResult } from '../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import {
  predictPhotos,
  type PredictedPhotos,
  type PredictPhotosOptions,
} from '../../../../src/main/prediction/predictPhotos';
import { wholeFolder } from '../../../../src/main/prediction/shard';
import { studioModel } from './example';

/** A flat photo in a folder's `photos`, whose red and green say which it is. */
export async function photoIn(
  folder: string,
  name: string,
  index: number,
  width = 20,
  height = 20,
): Promise<void> {
  const background = { r: index % 256, g: Math.floor(index / 256), b: 7 };
  await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toFile(join(folder, 'photos', name));
}

/**
 * Stands in for the engine with something computed from the pixels it is handed: the mean red as the points' x,
 * the mean green as their y; men are the photos of even red.
 */
export function meanColours({ count, crops, cropRows }: FaceTable): Promise<PredictResult> {
  if (!('memory' in crops.bytes)) throw new Error('The crops are not in memory.');
  const { memory } = crops.bytes;
  const cropBytes = crops.sidePx ** 2 * 3;
  const means = [...cropRows].map((row) => {
    const crop = memory.subarray(row * cropBytes, (row + 1) * cropBytes);
    const mean = (channel: number): number =>
      crop.reduce((sum, byte, index) => (index % 3 === channel ? sum + byte : sum), 0) / (cropBytes / 3);
    return [mean(0), mean(1)] as const;
  });
  const none = new Float32Array(count).fill(Number.NaN);
  const head = (width: number, values: number[]): PredictResult['faces']['heads'][string] => {
    expect(values).toHaveLength(count * width);
    return { kind: 'multi-class', width, values: Float32Array.from(values), losses: none, errors: none };
  };
  const first = (classes: number): number[] =>
    means.flatMap(() => [1, ...Array.from({ length: classes - 1 }, () => 0)]);
  return Promise.resolve({
    globalStep: 1,
    faces: {
      count,
      heads: {
        landmarks: head(
          10,
          means.flatMap(([red, green]) => [0, 1, 2, 3, 4].flatMap(() => [red, green])),
        ),
        gender: head(
          2,
          means.flatMap(([red]) => (red % 2 === 0 ? [0.75, 0.25] : [0.25, 0.75])),
        ),
        smile: head(2, first(2)),
        glasses: head(2, first(2)),
        pose: head(5, first(5)),
      },
    },
  });
}

/** From a folder's `photos` to its `output`. */
export async function predictIn(
  folder: string,
  changed: Partial<PredictPhotosOptions> = {},
): Promise<PredictedPhotos> {
  return await predictPhotos({
    inputs: [join(folder, 'photos')],
    outputFolder: join(folder, 'output'),
    formats: ['jsonl'],
    run: { name: 'studio-1', fingerprint: 'of it' },
    checkpoint: 'newest',
    finder: null,
    shard: wholeFolder,
    watch: null,
    restart: false,
    add: null,
    model: studioModel,
    predict: meanColours,
    reader: inlineCropReader(),
    context: { signal: new AbortController().signal, progress: () => undefined },
    ...changed,
  });
}
