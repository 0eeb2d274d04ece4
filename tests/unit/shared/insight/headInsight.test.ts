import { insightOf } from '@shared/insight/headInsight';
import { describe, expect, it } from 'vitest';
import { choice, columnsOf, none, yesNo } from './columns';

describe('insightOf', () => {
  it('counts a head of classes: scikit-learn’s accuracy, balanced accuracy, macro F1', () => {
    const insight = insightOf(
      choice(
        [[0.75, 0.125, 0.125], 0],
        [[0.5, 0.25, 0.25], 0],
        [[0.125, 0.75, 0.125], 0],
        [[0, 1, 0], 1],
        [[0, 0, 1], none],
      ),
    );
    expect(insight).toMatchObject({
      form: 'choice',
      faces: 4,
      unlabelled: 1,
      mistakes: 1,
      confusion: [
        [2, 1, 0],
        [0, 1, 0],
        [0, 0, 0],
      ],
      score: {
        accuracy: 0.75,
        balancedAccuracy: (2 / 3 + 1) / 2,
        macroF1: expect.closeTo((0.8 + 2 / 3) / 2, 10),
      },
      thresholds: null,
    });
  });

  it('sweeps the threshold of a head of two values', () => {
    expect(insightOf(yesNo([0.75, 1], [0.25, 0], [0.5, none]))).toMatchObject({
      faces: 2,
      thresholds: { positive: 'yes', negative: 'no', positives: 1, negatives: 1, averagePrecision: 1 },
    });
  });

  it('measures points over the distance between the eyes', () => {
    // The first face errs by 0.5 at the eye and not at the nose, the second by 0.08 at the nose alone.
    const insight = insightOf(
      columnsOf('landmarks', { form: 'points', points: ['eye', 'nose'] }, [
        { said: [3, 4, 10, 10], is: [0, 0, 10, 10, 10], error: 0.25 },
        { said: [0, 0, 10, 12], is: [none, none, 10, 10, 25], error: Math.fround(0.08) },
        { said: [0, 0, 0, 0], is: [0, 0, 0, 0, none], error: none },
      ]),
    );
    expect(insight).toMatchObject({
      form: 'points',
      faces: 2,
      unlabelled: 1,
      nme: expect.closeTo(0.165, 6),
      failureRate: 0.5,
      failures: 1,
      auc: expect.closeTo(0.1, 6),
      points: [
        { point: 'eye', failures: 1, errors: { faces: 1, mean: 0.5 } },
        { point: 'nose', failures: 0, errors: { faces: 2, mean: expect.closeTo(0.04, 10) } },
      ],
    });
  });

  it('counts each tag by itself', () => {
    const insight = insightOf(
      columnsOf('multi-label', { form: 'tags', values: ['hat', 'scarf'] }, [
        { said: [0.75, 0.25], is: [1, 1], error: 0.5 },
        { said: [0.75, 0.25], is: [0, 0], error: 0.5 },
        { said: [0.25, 0.25], is: [0, 0], error: 0 },
      ]),
    );
    expect(insight).toMatchObject({
      form: 'tags',
      right: 1,
      tags: [
        { value: 'hat', truePositives: 1, falsePositives: 1, falseNegatives: 0, trueNegatives: 1 },
        { value: 'scarf', truePositives: 0, falsePositives: 0, falseNegatives: 1, trueNegatives: 2 },
      ],
    });
  });

  it('has the mean absolute error of a number', () => {
    const rows = [2, 4].map((error) => ({ said: [30 + error], is: [30], error }));
    expect(insightOf(columnsOf('regression', { form: 'number' }, rows))).toMatchObject({
      form: 'number',
      errors: { mean: 3, faces: 2 },
    });
  });

  it('says so where no face has a label', () => {
    expect(insightOf(yesNo([0.5, none]))).toEqual({ form: 'none', faces: 0, unlabelled: 1 });
  });
});
