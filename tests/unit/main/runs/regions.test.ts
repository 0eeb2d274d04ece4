import { describe, expect, it } from 'vitest';
import type { LearningFaces } from '../../../../src/main/project/faces/learningFaces';
import { regionOf } from '../../../../src/main/runs/regions';

const none = Number.NaN;

/** Faces of two points in images of 100 by 60. */
function faces(
  boxes: readonly number[],
  points: readonly number[],
  visibility: readonly number[],
): LearningFaces {
  const count = boxes.length / 4;
  return {
    count,
    faceIds: new Int32Array(count),
    imagePaths: Array.from({ length: count }, () => 'a.jpg'),
    imageSizesPx: Int32Array.from(Array.from({ length: count }, () => [100, 60]).flat()),
    contentHashes: Array.from({ length: count }, () => 'hash'),
    boxes: Float32Array.from(boxes),
    points: Float32Array.from(points),
    visibility: Uint8Array.from(visibility),
    attributes: {},
  };
}

describe('regionOf', () => {
  const table = faces(
    [none, none, none, none, 10, 20, 30, 10, none, none, none, none],
    [40, 30, 60, 30, 1, 2, 3, 4, 0, 0, 0, 0],
    [2, 2, 2, 2, 0, 0],
  );

  it('is the whole image where the whole image is asked for', () => {
    for (const row of [0, 1, 2]) {
      expect(regionOf(table, row, 'image')).toEqual({ x: 0, y: 0, width: 100, height: 60 });
    }
  });

  it('is the square with the box’s centre and longer side', () => {
    expect(regionOf(table, 1, 'face')).toEqual({ x: 10, y: 10, width: 30, height: 30 });
  });

  it('is a square around the points where there is no box', () => {
    const { x, y, width, height } = regionOf(table, 0, 'face');
    expect(width).toBe(height);
    expect(width).toBeGreaterThan(20);
    expect([x < 40, x + width > 60, y < 30, y + height > 30]).toEqual([true, true, true, true]);
  });

  it('is the square around the image where there is neither', () => {
    expect(regionOf(table, 2, 'face')).toEqual({ x: 0, y: -20, width: 100, height: 100 });
  });
});
