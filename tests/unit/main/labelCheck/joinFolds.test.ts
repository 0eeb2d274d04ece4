import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { createMultiHead } from '../../../../src/main/learning/heads/multiHead';
import { joinFolds, type FoldResult } from '../../../../src/main/labelCheck/joinFolds';
import { context, facesOf } from '../learning/heads/sample';

const gender: HeadConfiguration = {
  name: 'gender',
  kind: 'multi-class',
  target: { from: 'attribute', attribute: 'gender' },
  weight: 1,
};

/** A fold that says of every face of it that it is of class 0. */
function sure(rows: readonly number[]): FoldResult {
  const logits = { gender: Float32Array.from(rows.flatMap((row) => [5 + row, 0])) };
  return { rows: Int32Array.from(rows), globalStep: 5, logits };
}

describe('joinFolds', () => {
  const multiHead = createMultiHead([gender], context);
  const labels = [0, 0, 0, Number.NaN, Number.NaN, 1];
  const table = facesOf(6, { gender: labels });

  it('puts every answer in its face’s row', () => {
    const { faces } = joinFolds([sure([0, 2, 3]), sure([1, 4, 5])], multiHead, table, 4);
    expect(faces.count).toBe(6);
    const { values, errors } = faces.heads['gender']!;
    expect([...errors]).toEqual([0, 0, 0, Number.NaN, Number.NaN, 1]);
    const sureness = [0, 1, 2, 3, 4, 5].map((row) => values[row * 2]!);
    expect(sureness).toEqual(sureness.toSorted((one, other) => one - other));
  });

  it('measures them as one network’s, however labels lie in the folds', () => {
    const joined = joinFolds([sure([0, 1, 2]), sure([3, 4, 5])], multiHead, table, 4);
    expect(joined.confusion['gender']!.counts).toEqual([
      [3, 0],
      [1, 0],
    ]);
    // Means of the folds' own numbers would be 0.5 both.
    expect(joined.metrics).toMatchObject({ 'accuracy/gender': 0.75, 'balanced_accuracy/gender': 0.5 });
    expect(joinFolds([sure([0, 5]), sure([1, 2, 3, 4])], multiHead, table, 4)).toEqual(joined);
  });
});
