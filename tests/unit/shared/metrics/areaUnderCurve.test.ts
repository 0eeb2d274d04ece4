import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areasUnderCurve } from '@shared/metrics/areaUnderCurve';

/** Probability that a random positive outscores a random negative, ties counting half: the exact ROC area. */
function exactRocArea(labels: readonly number[], scores: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  labels.forEach((first, i) =>
    labels.forEach((second, j) => {
      if (first !== 1 || second !== 0) return;
      pairs += 1;
      if (scores[i]! > scores[j]!) wins += 1;
      else if (scores[i] === scores[j]) wins += 0.5;
    }),
  );
  return wins / pairs;
}

/** Scores in the middle of the 199 intervals between thresholds, where nothing is lost. */
const interval = fc.nat(198).map((index) => (index + 0.5) / 199);
const scored = fc
  .array(fc.tuple(fc.constantFrom(0, 1), interval), { minLength: 2, maxLength: 80 })
  .filter((pairs) => pairs.some(([label]) => label === 1) && pairs.some(([label]) => label === 0));
const columns = (pairs: readonly (readonly [number, number])[]): [number[], number[]] => [
  pairs.map(([label]) => label),
  pairs.map(([, score]) => score),
];

it('agrees with the exact area under the ROC curve', () => {
  fc.assert(
    fc.property(scored, (pairs) => {
      const [labels, scores] = columns(pairs);
      expect(areasUnderCurve(labels, scores).roc).toBeCloseTo(exactRocArea(labels, scores), 4);
    }),
  );
});

it('agrees within 1e-2 where scores lie anywhere', () => {
  // 400 faces, positives scored higher on the whole, by a fixed recurrence.
  let state = 1;
  const next = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const labels = Array.from({ length: 400 }, () => (next() < 0.3 ? 1 : 0));
  const scores = labels.map((label) => (label === 1 ? Math.sqrt(next()) : next()));
  const exact = exactRocArea(labels, scores);
  expect(Math.abs(areasUnderCurve(labels, scores).roc - exact)).toBeLessThan(1e-2);
});

it('turns into 1 − itself when the scores are reversed', () => {
  fc.assert(
    fc.property(scored, (pairs) => {
      const [labels, scores] = columns(pairs);
      const reversed = scores.map((score) => 1 - score);
      expect(areasUnderCurve(labels, reversed).roc).toBeCloseTo(1 - areasUnderCurve(labels, scores).roc, 4);
    }),
  );
});

it('does not depend on the order of the faces', () => {
  fc.assert(
    fc.property(scored, (pairs) => {
      expect(areasUnderCurve(...columns([...pairs].reverse()))).toEqual(areasUnderCurve(...columns(pairs)));
    }),
  );
});

it('is 1 where every positive outscores every negative, also at the ends 0 and 1', () => {
  const { roc, precisionRecall } = areasUnderCurve([1, 1, 0, 0], [1, 0.9, 0.1, 0]);
  expect(roc).toBeCloseTo(1, 5);
  expect(precisionRecall).toBeCloseTo(1, 5);
});

it.each([
  { scores: [0.1, 0.4, 0.35, 0.8], labels: [0, 0, 1, 1], area: 1 - Math.log(1.5) / 2 },
  {
    scores: [0.1, 0.4, 0.35, 0.8, 0.1, 0.135, 0.81],
    labels: [0, 0, 1, 0, 1, 0, 1],
    area: (2.5 - 2 * Math.log(4 / 3) - 0.25 * Math.log(7 / 5)) / 3,
  },
  {
    scores: [0, 0.1, 0.2, 0.33, 0.3, 0.4, 0.5],
    labels: [0, 0, 0, 0, 1, 1, 1],
    area: 1 - Math.log(4 / 3) / 3,
  },
])('interpolates precision as TensorFlow does in its own test cases: $area', ({ scores, labels, area }) => {
  expect(areasUnderCurve(labels, scores).precisionRecall).toBeCloseTo(area, 9);
});

it('gives the 0.75 of the example in the documentation of tf.keras.metrics.AUC', () => {
  expect(areasUnderCurve([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]).roc).toBeCloseTo(0.75, 5);
});

it('has no area under precision and recall without a positive', () => {
  expect(areasUnderCurve([0, 0], [0.2, 0.7]).precisionRecall).toBe(0);
});
