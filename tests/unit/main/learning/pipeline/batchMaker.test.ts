import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '@shared/learning/configuration';
import { affineOf, movePoints } from '../../../../../src/main/learning/augmentation/affine';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { batchIn, batchLengthBytes, type Batch } from '../../../../../src/main/learning/pipeline/batch';
import { BatchMaker } from '../../../../../src/main/learning/pipeline/batchMaker';
import { alignedShape } from '../../../../../src/main/learning/heads/places';
import { rowAlignment, type AlignmentOf } from '../../../../../src/main/learning/pipeline/rowAlignment';
import { orderedBatches } from '../../../../../src/main/learning/pipeline/orderedBatches';
import { dotFaces } from './drawnFaces';
import { context, tinyConfiguration, tinyFaces } from './tinyRun';

const onlyFlips = {
  flip: 1,
  rotationDegrees: 0,
  scale: [1, 1],
  shift: 0,
  brightness: 0,
  contrast: [1, 1],
} as const;

function makerFor(
  configuration: RunConfiguration,
  faces: FaceTable,
  alignmentOf: AlignmentOf | null = null,
): BatchMaker {
  const readers = createMultiHead(configuration.heads, context).targetReaders(faces);
  return new BatchMaker({ configuration, context, faces, readers, keepCrops: true, alignmentOf });
}

function emptyBatch(maker: BatchMaker, rows: number): Batch {
  const shape = maker.shape(rows);
  return batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
}

function samples(configuration: RunConfiguration, faces: FaceTable, rows: number, firstSample = 0): Batch {
  const maker = makerFor(configuration, faces);
  const batch = emptyBatch(maker, rows);
  maker.fillSamples(batch, firstSample, (sample) => sample % faces.count);
  return batch;
}

describe('BatchMaker', () => {
  it('flips picture, points and pose together', () => {
    const faces = tinyFaces(3);
    const straight = samples(tinyConfiguration({ augmentation: null }), faces, 3);
    const flipped = samples(tinyConfiguration({ augmentation: onlyFlips }), faces, 3);
    const pixel = (batch: Batch, row: number, column: number): number =>
      batch.images[(row * 8 + column) * 3]!;
    expect(pixel(flipped, 2, 1)).toBe(pixel(straight, 2, 6));

    const [points, pose] = [0, 1].map((head) => [
      straight.heads[head]!.targets,
      flipped.heads[head]!.targets,
    ]);
    const [before, after] = points as [Float32Array, Float32Array];
    expect(after[0]).toBeCloseTo(1 - before[2]!, 5); // The left eye's x is the right eye's, mirrored.
    expect(after[1]).toBeCloseTo(before[3]!, 5);
    expect(after[4]).toBeCloseTo(1 - before[4]!, 5); // The nose is its own partner.
    const [poseBefore, poseAfter] = pose as [Float32Array, Float32Array];
    expect([...poseAfter.slice(0, 5)]).toEqual([...poseBefore.slice(0, 5)].reverse());
  });

  it('has what faces are believed to be instead of their labels, and mirrors it', () => {
    const plain = tinyFaces(2);
    const believed = [0.1, 0.2, 0.3, 0.25, 0.15];
    const pose = Float32Array.of(...believed, ...believed.map(() => Number.NaN));
    const faces = { ...plain, beliefs: { pose } };
    const posesOf = (augmentation: typeof onlyFlips | null, of: FaceTable): number[] =>
      [...samples(tinyConfiguration({ augmentation }), of, 2).heads[1]!.targets].map(
        (value) => +value.toFixed(6),
      );
    expect(posesOf(null, faces).slice(0, 5)).toEqual(believed);
    expect(posesOf(onlyFlips, faces).slice(0, 5)).toEqual(believed.toReversed());
    // Of the second face nothing is known but its label.
    expect(posesOf(null, faces).slice(5)).toEqual(posesOf(null, plain).slice(5));
  });

  it('shows faces as a second view does, picture and points together, where all of their points are labelled', () => {
    const turned = (points: readonly number[]): number[] => {
      const moved = Float32Array.from(points);
      movePoints(moved, affineOf({ flip: false, rotationRadians: 0.5, zoom: 0.8, shiftX: 0.05, shiftY: 0 }));
      return [...moved];
    };
    const faces = dotFaces(4, 32, 8, [0, 1, 2, 3, 4], turned);
    const configuration = tinyConfiguration({
      augmentation: { ...onlyFlips, flip: 0, realigned: 1 },
      input: { ...tinyConfiguration().input, sizePx: 32, detail: 1 },
      views: { mirrored: false, realigned: true, closer: 1.2 },
    });
    const { heads } = createMultiHead(configuration.heads, context);
    const maker = makerFor(configuration, faces, rowAlignment(configuration, heads, context, faces));
    const batch = emptyBatch(maker, 4);
    maker.fillSamples(batch, 0, (sample) => sample);
    const shape = alignedShape(heads, context, faces, 1.2)!;
    const { targets } = batch.heads[0]!;
    // The mean shape is itself turned; each face comes as near to it as its own shape and a first look's error allow.
    targets.forEach((value, index) => expect(Math.abs(value - shape[index % 10]!)).toBeLessThan(0.12));
    for (let face = 0; face < 4; face += 1) {
      // The nose is blue, and where its point says.
      const [x, y] = [targets[face * 10 + 4]!, targets[face * 10 + 5]!].map((at) => Math.floor(at * 32));
      expect(batch.images[((face * 32 + y!) * 32 + x!) * 3 + 2]!).toBeGreaterThan(1);
    }

    const asTheyAre = tinyConfiguration({ ...configuration, augmentation: null });
    const plain = samples(asTheyAre, faces, 4);
    faces.visibility[0] = 0;
    maker.fillSamples(batch, 0, (sample) => sample);
    expect(batch.images.slice(0, 32 * 32 * 3)).toEqual(plain.images.slice(0, 32 * 32 * 3));
  });

  it('draws from crops that are cached finer than the network reads them', () => {
    const configuration = tinyConfiguration({ augmentation: null });
    const fine = { ...configuration, input: { ...configuration.input, sizePx: 4, detail: 2 } };
    const [batch, finer] = [samples(fine, tinyFaces(2), 2), samples(configuration, tinyFaces(2), 2)];
    const mean = (images: Float32Array): number =>
      images.reduce((sum, value) => sum + value, 0) / images.length;
    expect(batch.images).toHaveLength(2 * 4 * 4 * 3);
    // Each pixel of the input is the mean of the four that it stands for.
    expect(mean(batch.images)).toBeCloseTo(mean(finer.images), 4);
  });

  it('gives a sample the same augmentation whatever batch it is in', () => {
    const faces = tinyFaces(8);
    const whole = samples(tinyConfiguration(), faces, 8);
    const later = samples(tinyConfiguration(), faces, 3, 5);
    expect(later.images).toEqual(whole.images.slice(5 * 8 * 8 * 3));
    expect(later.heads[0]!.targets).toEqual(whole.heads[0]!.targets.slice(5 * 10));
  });

  it('augments a face anew in every epoch', () => {
    const faces = tinyFaces(4);
    const first = samples(tinyConfiguration(), faces, 4);
    const second = samples(tinyConfiguration(), faces, 4, 4);
    expect(second.images).not.toEqual(first.images);
  });

  it('counts and masks what is labelled', () => {
    const faces = tinyFaces(2);
    faces.visibility[0] = 0;
    faces.attributes['pose']![1] = Number.NaN;
    const batch = samples(tinyConfiguration({ augmentation: null }), faces, 2);
    expect(batch.heads[0]!.labelledElements[0]).toBe(18);
    expect([...batch.heads[0]!.mask.slice(0, 4)]).toEqual([0, 0, 1, 1]);
    expect(batch.heads[1]!.labelledElements[0]).toBe(1);
    expect([...batch.heads[1]!.mask]).toEqual([1, 0]);
  });

  it('leaves nothing of an earlier batch behind', () => {
    const faces = tinyFaces(6);
    const maker = makerFor(tinyConfiguration(), faces);
    const batch = emptyBatch(maker, 3);
    maker.fillInOrder(batch, 3);
    const images = batch.images.slice();
    maker.fillInOrder(batch, 0);
    maker.fillInOrder(batch, 3);
    expect(batch.images).toEqual(images);
    expect(batch.heads[0]!.labelledElements[0]).toBe(30);
  });

  it('refuses crops of another size', () => {
    const faces = tinyFaces(2);
    const configuration = tinyConfiguration();
    const larger = { ...configuration, input: { ...configuration.input, sizePx: 10 } };
    expect(() => makerFor(larger, faces)).toThrow(/crops show 8×8 pixels and this configuration reads 10×10/);
  });
});

describe('orderedBatches', () => {
  it('shows every face once, in order, as it is, the last batch smaller', () => {
    const configuration = tinyConfiguration();
    const faces = tinyFaces(7);
    const readers = createMultiHead(configuration.heads, context).targetReaders(faces);
    const seen: number[] = [];
    const images: number[] = [];
    for (const batch of orderedBatches({ configuration, context, faces, readers }, 3)) {
      seen.push(batch.rows);
      images.push(...batch.images);
    }
    expect(seen).toEqual([3, 3, 1]);
    const plain = samples(tinyConfiguration({ augmentation: null }), faces, 7);
    expect(Float32Array.from(images)).toEqual(plain.images);
  });

  it('shows nothing of nothing', () => {
    const configuration = tinyConfiguration();
    const options = { configuration, context, faces: tinyFaces(0), readers: [] };
    expect([...orderedBatches(options, 3)]).toEqual([]);
  });
});
