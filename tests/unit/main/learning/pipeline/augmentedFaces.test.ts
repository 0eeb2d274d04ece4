import { describe, expect, it } from 'vitest';
import { mirrorPermutation } from '@shared/domain/landmarkScheme';
import type { AugmentationConfiguration, RunConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { batchIn, batchLengthBytes, type Batch } from '../../../../../src/main/learning/pipeline/batch';
import { BatchMaker } from '../../../../../src/main/learning/pipeline/batchMaker';
import { centreOf, dotFaces } from './drawnFaces';
import { context, tinyConfiguration, tinyFaces } from './tinyRun';

const [sizePx, marginPx] = [32, 8];
const nothing: AugmentationConfiguration = {
  flip: 0,
  rotationDegrees: 0,
  scale: [1, 1],
  shift: 0,
  brightness: 0,
  contrast: [1, 1],
};
/** The studio's own recipe. */
const everything = tinyConfiguration().augmentation!;
const [leftEye, rightEye, nose] = [0, 1, 2];

function configurationOf(augmentation: AugmentationConfiguration | null, side = sizePx): RunConfiguration {
  const tiny = tinyConfiguration({ augmentation });
  return { ...tiny, input: { ...tiny.input, sizePx: side } };
}

/** One augmented sample of each face. */
function samplesOf(faces: FaceTable, configuration: RunConfiguration, firstSample = 0): Batch {
  const readers = createMultiHead(configuration.heads, context).targetReaders(faces);
  const maker = new BatchMaker({ configuration, context, faces, readers, keepCrops: true });
  const shape = maker.shape(faces.count);
  const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
  maker.fillSamples(batch, firstSample, (sample) => sample % faces.count);
  return batch;
}

function targetOf(batch: Batch, face: number, point: number): { x: number; y: number } {
  const at = face * 10 + 2 * point;
  const { targets } = batch.heads[0]!;
  return { x: targets[at]!, y: targets[at + 1]! };
}

function dotOf(batch: Batch, face: number, channel: number): { x: number; y: number } {
  const length = sizePx * sizePx * 3;
  return centreOf(batch.images.subarray(face * length, (face + 1) * length), sizePx, channel);
}

describe.each<[string, AugmentationConfiguration]>([
  ['nothing', nothing],
  ['a rotation', { ...nothing, rotationDegrees: 15 }],
  ['an enlargement or reduction', { ...nothing, scale: [0.84, 1.24] }],
  ['a shift', { ...nothing, shift: 0.035 }],
  ['brightness and contrast', { ...nothing, brightness: 0.1, contrast: [0.7, 1.3] }],
  ['fewer colours', { ...nothing, saturation: [0.2, 0.8], gray: 0.3 }],
  ['a flip', { ...nothing, flip: 1 }],
  // A dot of blue is nearly black in gray, and cut off by the contrast.
  ['all that the studio does', { ...everything, gray: 0 }],
])('under %s', (_, augmentation) => {
  it('a drawn dot stays at its point', () => {
    const faces = dotFaces(40, sizePx, marginPx, [nose]);
    const batch = samplesOf(faces, configurationOf(augmentation));
    for (let face = 0; face < faces.count; face += 1) {
      const [point, dot] = [targetOf(batch, face, nose), dotOf(batch, face, 2)];
      expect(Math.abs(dot.x - point.x) * sizePx).toBeLessThan(0.15);
      expect(Math.abs(dot.y - point.y) * sizePx).toBeLessThan(0.15);
    }
  });
});

it.each([
  ['the image’s', (points: readonly number[]) => points],
  // The same face where "left" is the left of the person who is seen: it lies on the image's right.
  [
    'the person’s',
    (points: readonly number[]) =>
      mirrorPermutation(context.scheme).flatMap((point) => [points[2 * point]!, points[2 * point + 1]!]),
  ],
])('a flip keeps the meaning of left and right, be it %s', (_, shapeOf) => {
  const faces = dotFaces(10, sizePx, marginPx, [leftEye, rightEye], shapeOf);
  const [straight, flipped] = [nothing, { ...nothing, flip: 1 }].map((augmentation) =>
    samplesOf(faces, configurationOf(augmentation)),
  );
  for (let face = 0; face < faces.count; face += 1) {
    const side = (batch: Batch): number =>
      Math.sign(targetOf(batch, face, leftEye).x - targetOf(batch, face, rightEye).x);
    expect(side(flipped!)).toBe(side(straight!));
    // The left eye (red) has become the right one, as in a mirror.
    const [red, becomes] = [dotOf(flipped!, face, 0), targetOf(flipped!, face, rightEye)];
    expect(Math.abs(red.x - becomes.x) * sizePx).toBeLessThan(0.15);
    expect(Math.abs(red.y - becomes.y) * sizePx).toBeLessThan(0.15);
  }
});

it('turns every pose around with the picture', () => {
  const faces = dotFaces(10, sizePx, marginPx, [nose]);
  const flipped = samplesOf(faces, configurationOf({ ...nothing, flip: 1 }));
  const { targets } = flipped.heads[1]!;
  const poses = Array.from({ length: 10 }, (_, face) => targets.indexOf(1, face * 5) - face * 5);
  expect(poses).toEqual([4, 3, 2, 1, 0, 4, 3, 2, 1, 0]);
});

it('flipping with its swaps twice is the identity of picture, points, visibility and pose', () => {
  const flip = configurationOf({ ...nothing, flip: 1 }, 8);
  const raw: RunConfiguration = { ...flip, input: { ...flip.input, margin: 0, pixels: 'raw' } };
  const faces = tinyFaces(12, raw);
  faces.visibility.set([0, 1, 2, 2, 0]);
  faces.attributes['pose']![1] = Number.NaN;
  const original = samplesOf(faces, { ...raw, augmentation: null });
  const once = samplesOf(faces, raw);
  const twice = samplesOf(tableOf(once, faces), raw);
  expect(once.images).not.toEqual(original.images);
  expect(twice.images).toEqual(original.images);
  expect(twice.heads.map((head) => [...head.mask])).toEqual(original.heads.map((head) => [...head.mask]));
  expect([...twice.heads[1]!.targets]).toEqual([...original.heads[1]!.targets]);
  original.heads[0]!.targets.forEach((coordinate, index) => {
    expect(twice.heads[0]!.targets[index]).toBeCloseTo(coordinate, 4);
  });
});

/** What a batch shows, as faces of its own: its pictures as crops, its targets as labels. */
function tableOf({ images, heads }: Batch, faces: FaceTable): FaceTable {
  const [points, pose] = [heads[0]!, heads[1]!];
  const sides = faces.regions[2]!;
  return {
    ...faces,
    crops: { ...faces.crops, bytes: { memory: Uint8Array.from(images) } },
    points: points.targets.map((fraction) => fraction * sides),
    visibility: Uint8Array.from(faces.visibility, (_, point) => (points.mask[2 * point] === 1 ? 2 : 0)),
    attributes: {
      pose: Float32Array.from(pose.mask, (labelled, face) =>
        labelled === 1 ? pose.targets.indexOf(1, face * 5) - face * 5 : Number.NaN,
      ),
    },
  };
}

describe('brightness and contrast', () => {
  const faces = dotFaces(20, sizePx, marginPx, [nose]);
  const lit: AugmentationConfiguration = {
    ...everything,
    // Nothing is beyond black or white so.
    ...{ brightness: 0.05, contrast: [0.6, 0.9], saturation: [1, 1], gray: 0 },
  };
  const still = samplesOf(faces, configurationOf({ ...lit, brightness: 0, contrast: [1, 1] }));
  const changed = samplesOf(faces, configurationOf(lit));

  it('change the picture, and no point, mask or class', () => {
    expect(changed.images).not.toEqual(still.images);
    expect(changed.heads.map(({ targets }) => targets)).toEqual(still.heads.map(({ targets }) => targets));
    expect(changed.heads.map(({ mask }) => mask)).toEqual(still.heads.map(({ mask }) => mask));
  });

  it('are one line from old to new value in each picture, within their ranges', () => {
    const length = sizePx * sizePx * 3;
    for (let face = 0; face < faces.count; face += 1) {
      const [before, after] = [still, changed].map(({ images }) =>
        images.subarray(face * length, (face + 1) * length),
      );
      // The brightest pixel and a black one, far from every dot.
      const bright = before!.indexOf(Math.max(...before!));
      const contrast = (after![bright]! - after![0]!) / (before![bright]! - before![0]!);
      expect(contrast).toBeGreaterThan(0.6 - 1e-4);
      expect(contrast).toBeLessThan(0.9 + 1e-4);
      // Centred pixels are (x/255 − 0.5)·4: mid-gray is 0, and a brightness of 0.05 is 0.2.
      const brightness = (after![0]! - contrast * before![0]!) / 4;
      expect(Math.abs(brightness)).toBeLessThan(0.05 + 1e-4);
      const strays = before!.map((value, pixel) =>
        Math.abs(after![pixel]! - (contrast * value + 4 * brightness)),
      );
      expect(Math.max(...strays)).toBeLessThan(1e-4);
    }
  });
});

it('light that is more than white is white, and less than black is black', () => {
  const faces = dotFaces(8, sizePx, marginPx, [leftEye, rightEye, nose]);
  const { images } = samplesOf(faces, configurationOf({ ...nothing, brightness: 0.3, contrast: [2, 3] }));
  let [least, most] = [0, 0];
  for (const value of images) [least, most] = [Math.min(least, value), Math.max(most, value)];
  expect([least, most]).toEqual([-2, 2]);
});

describe('colours', () => {
  const faces = dotFaces(20, sizePx, marginPx, [leftEye, rightEye, nose]);
  const gray = samplesOf(faces, configurationOf({ ...nothing, saturation: [0.2, 1.8], gray: 1 }));
  const fewer = samplesOf(faces, configurationOf({ ...nothing, saturation: [0.2, 0.8] }));
  const asTheyAre = samplesOf(faces, configurationOf(nothing));
  /** How far the pixels of a face are from gray, at most. */
  const colourfulness = ({ images }: Batch, face: number): number => {
    const pixels = images.subarray(face * sizePx * sizePx * 3, (face + 1) * sizePx * sizePx * 3);
    let most = 0;
    for (let at = 0; at < pixels.length; at += 3) {
      const channels = pixels.subarray(at, at + 3);
      most = Math.max(most, Math.max(...channels) - Math.min(...channels));
    }
    return most;
  };

  it('go where gray is asked for, and are less where less is', () => {
    for (let face = 0; face < faces.count; face += 1) {
      const all = colourfulness(asTheyAre, face);
      expect(all).toBeGreaterThan(1);
      expect(colourfulness(gray, face)).toBeLessThan(1e-5);
      expect(colourfulness(fewer, face) / all).toBeGreaterThan(0.2 - 1e-4);
      expect(colourfulness(fewer, face) / all).toBeLessThan(0.8 + 1e-4);
    }
  });

  it('change no target', () => {
    expect(gray.heads).toEqual(asTheyAre.heads);
  });
});

it('a face draws the same motion whether or not its colours change', () => {
  const faces = dotFaces(8, sizePx, marginPx, [nose]);
  const later = samplesOf(faces, configurationOf(everything), 800);
  const still = samplesOf(faces, configurationOf({ ...everything, brightness: 0 }), 800);
  expect(later.heads[0]!.targets).toEqual(still.heads[0]!.targets);
});
