import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Landmark } from '@shared/domain/face';
import { parseRow } from '../../../../src/main/datasets/mtfl/row';
import type { FoundFace } from '../../../../src/main/finding/foundFace';
import { readModelFile } from '../../../../src/main/finding/modelFile';
import { NetworkFinder } from '../../../../src/main/finding/networkFinder';
import { finderInput } from '../../../../src/main/finding/settings';
import { decodeShrunk } from '../../../../src/main/images/decode';
import { viewPhoto, type ViewedPhoto } from '../../../../src/main/images/photoViews';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { drawFaces, type DrawnFace } from '../../../support/drawnFaces';

let finder: NetworkFinder;
let drawn: readonly DrawnFace[];

beforeAll(async () => {
  await startBackend('wasm');
  finder = new NetworkFinder(readModelFile());
  drawn = await drawFaces(3);
});
afterAll(() => finder.dispose());

interface Pasted {
  readonly face: DrawnFace;
  readonly x: number;
  readonly y: number;
  readonly sidePx: number;
}

/** A gray photo with drawn faces in it, as the finder is handed it. */
async function photoWith(widthPx: number, heightPx: number, faces: readonly Pasted[]): Promise<ViewedPhoto> {
  const pasted = faces.map(async ({ face, x, y, sidePx }) => ({
    input: await sharp(face.jpeg).resize(sidePx, sidePx).toBuffer(),
    left: x,
    top: y,
  }));
  const background = { r: 90, g: 110, b: 120 };
  const jpeg = await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } })
    .composite(await Promise.all(pasted))
    .jpeg()
    .toBuffer();
  return viewPhoto(await decodeShrunk(jpeg, finderInput.longestSidePx), finderInput.looks);
}

function centreOf({ face, x, y, sidePx }: Pasted): { x: number; y: number } {
  const parsed = parseRow(face.rowOf('face.jpg'));
  if ('problem' in parsed) throw new Error(parsed.problem.reason);
  const points = parsed.row.landmarks;
  const mean = (value: (point: Landmark) => number): number =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  const scale = sidePx / 72;
  return { x: x + mean((point) => point.x) * scale, y: y + mean((point) => point.y) * scale };
}

function holds({ box }: FoundFace, { x, y }: { x: number; y: number }): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

describe('NetworkFinder', () => {
  it('finds several faces in a photo, in the photo’s own pixels, and leaks no tensor', async () => {
    const faces = [
      { face: drawn[0]!, x: 40, y: 60, sidePx: 200 },
      { face: drawn[1]!, x: 420, y: 200, sidePx: 320 },
    ];
    const photo = await photoWith(1600, 1200, faces);
    expect(photo.widthPx).toBe(768);
    await finder.find([photo]);
    const tensors = tf.memory().numTensors;
    const [found] = await finder.find([photo]);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(found).toHaveLength(2);
    for (const face of faces) expect(found!.some((box) => holds(box, centreOf(face)))).toBe(true);
    expect(found![0]!.box).toMatchObject({ drawnBy: 'detector', score: found![0]!.score });
  });

  it('finds a huge face, and a small one in a large photo', async () => {
    const huge = { face: drawn[2]!, x: 0, y: 0, sidePx: 240 };
    const small = { face: drawn[0]!, x: 900, y: 500, sidePx: 96 };
    const photos = [await photoWith(240, 240, [huge]), await photoWith(1200, 800, [small])];
    const found = await finder.find(photos);
    expect(found.map((faces) => faces.length)).toEqual([1, 1]);
    expect(holds(found[0]![0]!, centreOf(huge))).toBe(true);
    expect(holds(found[1]![0]!, centreOf(small))).toBe(true);
    expect(found[1]![0]!.box.width).toBeLessThan(96);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await finder.find([await photoWith(300, 200, [])])).toEqual([[]]);
    expect(await finder.find([])).toEqual([]);
  });
});
