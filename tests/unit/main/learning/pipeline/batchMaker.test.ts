import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { batchIn, batchLengthBytes, type Batch } from '../../../../../src/main/learning/pipeline/batch';
import { BatchMaker } from '../../../../../src/main/learning/pipeline/batchMaker';
import { orderedBatches } from '../../../../../src/main/learning/pipeline/orderedBatches';
import { context, tinyConfiguration, tinyFaces } from './tinyRun';

const onlyFlips = {
  flip: 1,
  rotationDegrees: 0,
  scale: [1, 1],
  shift: 0,
  brightness: 0,
  contrast: [1, 1],
} as const;

function makerFor(configuration: RunConfiguration, faces: FaceTable): BatchMaker {
  const readers = createMultiHead(configuration.heads, context).targetReaders(faces);
  return new BatchMaker({ configuration, context, faces, readers, keepCrops: true });
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
    expect(() => makerFor(larger, faces)).toThrow(/crops show 8×8 pixels and the network reads 10×10/);
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
