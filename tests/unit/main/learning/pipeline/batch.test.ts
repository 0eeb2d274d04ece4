import { describe, expect, it } from 'vitest';
import {
  batchIn,
  batchLengthBytes,
  firstFaces,
  type BatchShape,
} from '../../../../../src/main/learning/pipeline/batch';

const shape: BatchShape = {
  rows: 3,
  sizePx: 4,
  heads: [
    { targetWidth: 10, elementsPerFace: 10 },
    { targetWidth: 5, elementsPerFace: 1 },
  ],
};

describe('a batch', () => {
  it('lies in its memory without gap or overlap, to the last byte', () => {
    const buffer = new SharedArrayBuffer(batchLengthBytes(shape));
    const { images, heads } = batchIn(buffer, shape);
    const parts = [images, ...heads.flatMap((head) => [head.targets, head.mask, head.labelledElements])];
    expect(parts.map((part) => part.length)).toEqual([144, 30, 30, 1, 15, 3, 1]);
    parts.forEach((part, index) => part.fill(index + 1));
    const whole = new Float32Array(buffer);
    expect(whole).toHaveLength(parts.reduce((sum, part) => sum + part.length, 0));
    expect(whole.every((value) => value > 0)).toBe(true);
    parts.forEach((part, index) => expect(part.every((value) => value === index + 1)).toBe(true));
  });

  it('is one batch to all who look at the same memory', () => {
    const buffer = new SharedArrayBuffer(batchLengthBytes(shape));
    const [worker, trainer] = [batchIn(buffer, shape), batchIn(buffer, shape)];
    worker.images[100] = 7;
    worker.heads[1]!.labelledElements[0] = 3;
    expect(trainer.images[100]).toBe(7);
    expect(trainer.heads[1]!.labelledElements[0]).toBe(3);
    expect(trainer).toMatchObject({ rows: 3, sizePx: 4 });
  });

  it('may be smaller than its memory, as the last one of an evaluation is', () => {
    const buffer = new ArrayBuffer(batchLengthBytes(shape));
    expect(batchIn(buffer, { ...shape, rows: 1 }).images).toHaveLength(48);
    expect(() => batchIn(buffer, { ...shape, rows: 4 })).toThrow(RangeError);
  });

  it('has first faces, with their own number of labels', () => {
    const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
    batch.images.forEach((_, index) => (batch.images[index] = index));
    const pose = batch.heads[1]!;
    pose.mask.set([1, 0, 1]);
    pose.labelledElements[0] = 2;
    const first = firstFaces(batch, 2);
    expect(first.rows).toBe(2);
    expect(first.images).toEqual(batch.images.slice(0, 96));
    expect(first.heads.map(({ targets, mask }) => [targets.length, mask.length])).toEqual([
      [20, 20],
      [10, 2],
    ]);
    expect(first.heads[1]!.labelledElements[0]).toBe(1);
    expect(firstFaces(batch, 3)).toBe(batch);
    // The batch is as it was.
    expect(pose.labelledElements[0]).toBe(2);
  });
});
