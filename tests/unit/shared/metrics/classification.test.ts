import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionCounts, scoreConfusion } from '@shared/metrics/classification';

describe('a classifier, by hand', () => {
  // Labels 0 0 0 1 1 2, predictions 0 0 1 1 2 2.
  const counts = confusionCounts([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2], 3);
  const score = scoreConfusion(counts);

  it('counts labels in rows and predictions in columns', () => {
    expect(counts).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
  });

  it('scores each class', () => {
    expect(score.perClass).toEqual([
      { precision: 1, recall: 2 / 3, f1: 4 / 5, support: 3 },
      { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 },
      { precision: 1 / 2, recall: 1, f1: 2 / 3, support: 1 },
    ]);
  });

  it('averages them', () => {
    expect(score.accuracy).toBeCloseTo(4 / 6, 12);
    expect(score.balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
    expect(score.macroF1).toBeCloseTo((4 / 5 + 1 / 2 + 2 / 3) / 3, 12);
  });
});

it('leaves a class that never occurs out of the averages', () => {
  const score = scoreConfusion(confusionCounts([0, 1], [0, 1], 5));
  expect(score).toMatchObject({ accuracy: 1, balancedAccuracy: 1, macroF1: 1 });
});

it('scores a class that is predicted but never labelled in the F1 alone', () => {
  const score = scoreConfusion(confusionCounts([0, 0], [0, 1], 2));
  expect(score.balancedAccuracy).toBe(1 / 2);
  expect(score.macroF1).toBeCloseTo(2 / 3 / 2, 12);
});

it('refuses a label or a prediction that is no class', () => {
  expect(() => confusionCounts([2], [0], 2)).toThrow(RangeError);
  expect(() => confusionCounts([0], [-1], 2)).toThrow(RangeError);
});

const faces = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 60 });
const score = (pairs: readonly (readonly [number, number])[]) =>
  scoreConfusion(
    confusionCounts(
      pairs.map(([label]) => label),
      pairs.map(([, prediction]) => prediction),
      4,
    ),
  );

it('does not depend on the order of the faces', () => {
  fc.assert(
    fc.property(faces, (pairs) => {
      expect(score([...pairs].reverse())).toEqual(score(pairs));
    }),
  );
});

it('stays within 0…1, and is 1 for the right answers', () => {
  fc.assert(
    fc.property(faces, (pairs) => {
      const { accuracy, balancedAccuracy, macroF1 } = score(pairs);
      for (const value of [accuracy, balancedAccuracy, macroF1]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      const right = score(pairs.map(([label]) => [label, label]));
      expect(right).toMatchObject({ accuracy: 1, balancedAccuracy: 1, macroF1: 1 });
    }),
  );
});

it('gives a constant answer a balanced accuracy of 1 / labelled classes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1 }), (labels) => {
      const constant = labels[0]!;
      expect(score(labels.map((label) => [label, constant])).balancedAccuracy).toBeCloseTo(
        1 / new Set(labels).size,
        12,
      );
    }),
  );
});
