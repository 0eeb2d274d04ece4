import { expect, it } from 'vitest';
import { scoreBinary } from '@shared/metrics/binary';

it('scores yes and no, by hand', () => {
  const score = scoreBinary([1, 1, 1, 0, 0], [0.9, 0.6, 0.2, 0.7, 0.5]);
  expect(score.confusion).toEqual([
    [1, 1],
    [1, 2],
  ]);
  expect(score.accuracy).toBeCloseTo(3 / 5, 12);
  expect(score.accuracyBaseline).toBeCloseTo(3 / 5, 12);
  expect(score.precision).toBeCloseTo(2 / 3, 12);
  expect(score.recall).toBeCloseTo(2 / 3, 12);
  expect(score.balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
  expect(score.labelMean).toBeCloseTo(0.6, 12);
  expect(score.predictionMean).toBeCloseTo(2.9 / 5, 12);
  expect(score.auc).toBeCloseTo(3 / 6, 4);
});

it('has a precision and recall of 0, as TensorFlow, where nothing is predicted or labelled yes', () => {
  expect(scoreBinary([0, 0], [0.1, 0.2])).toMatchObject({ precision: 0, recall: 0, accuracyBaseline: 1 });
});
