import { describe, expect, it } from 'vitest';
import { joinFolds, type FoldResult } from '../../../../src/main/labelCheck/joinFolds';

function result(rows: readonly number[], accuracy: number): FoldResult {
  return {
    rows: Int32Array.from(rows),
    globalStep: 5,
    metrics: { accuracy, auc: rows.length === 1 ? Number.NaN : 0.5 },
    confusion: {
      gender: {
        values: ['male', 'female'],
        counts: [
          [rows.length, 0],
          [0, 1],
        ],
      },
    },
    faces: {
      count: rows.length,
      heads: {
        gender: {
          kind: 'multi-class',
          width: 2,
          values: Float32Array.from(rows.flatMap((row) => [row, 10 + row])),
          losses: Float32Array.from(rows, (row) => row / 2),
          errors: Float32Array.from(rows, (row) => row % 2),
        },
      },
    },
  };
}

describe('joinFolds', () => {
  it('puts every answer in its face’s row, and weighs metrics by the faces of a fold', () => {
    const { faces, metrics, confusion } = joinFolds([result([0, 2, 3], 0.5), result([1], 1)], 4);
    expect(faces.count).toBe(4);
    expect(faces.heads['gender']).toMatchObject({
      values: Float32Array.of(0, 10, 1, 11, 2, 12, 3, 13),
      losses: Float32Array.of(0, 0.5, 1, 1.5),
      errors: Float32Array.of(0, 1, 0, 1),
    });
    expect(metrics).toEqual({ accuracy: (3 * 0.5 + 1) / 4, auc: 0.5 });
    expect(confusion['gender']!.counts).toEqual([
      [4, 0],
      [0, 2],
    ]);
  });
});
