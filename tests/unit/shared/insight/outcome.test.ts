import { facesWith, mistakeRanks, outcomeSchema, type Outcome } from '@shared/insight/outcome';
import { insightOf, type ChoiceInsight, type PointsInsight } from '@shared/insight/headInsight';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, columnsOf, none, yesNo } from './columns';

const three = choice(
  [[0.75, 0.125, 0.125], 0],
  [[0.5, 0.25, 0.25], 1],
  [[0.125, 0.75, 0.125], 0],
  [[0, 1, 0], none],
);
const ids = (outcome: Outcome, columns = three): number[] => [...facesWith(columns, outcome)];

describe('facesWith', () => {
  it('finds cells, rows, columns and mistakes, and never a face without a label', () => {
    expect(ids({})).toEqual([10, 20, 30]);
    expect(ids({ label: 'a', predicted: 'b' })).toEqual([30]);
    expect(ids({ label: 'a' })).toEqual([10, 30]);
    expect(ids({ predicted: 'a' })).toEqual([10, 20]);
    expect(ids({ wrong: true })).toEqual([20, 30]);
    expect(ids({ wrong: false, confidence: { above: 0.7, upTo: 0.8 } })).toEqual([10]);
    expect(ids({ label: 'of another attribute' })).toEqual([]);
  });

  it('finds both sides of a threshold', () => {
    const columns = yesNo([0.75, 1], [0.5, 1], [0.25, 0], [0.875, 0]);
    expect(ids({ probability: { of: 'yes', above: 0.5 } }, columns)).toEqual([10, 40]);
    expect(ids({ probability: { of: 'yes', upTo: 0.5 }, label: 'yes' }, columns)).toEqual([20]);
    expect(ids({ probability: { of: 'no', above: 0.5 } }, columns)).toEqual([30]);
  });

  it('finds faces by their error and by that of one point', () => {
    const columns = columnsOf('landmarks', { form: 'points', points: ['eye', 'nose'] }, [
      { said: [3, 4, 10, 10], is: [0, 0, 10, 10, 10], error: 0.25 },
      { said: [0, 0, 10, 20], is: [none, none, 10, 10, 10], error: 1 },
      { said: [0, 0, 0, 0], is: [0, 0, 0, 0, none], error: none },
    ]);
    expect(ids({ error: { above: 0.25 } }, columns)).toEqual([20]);
    expect(ids({ error: { upTo: 0.25 } }, columns)).toEqual([10]);
    expect(ids({ pointError: { point: 'eye', above: 0.1, upTo: 0.5 } }, columns)).toEqual([10]);
    expect(ids({ pointError: { point: 'nose' } }, columns)).toEqual([10, 20]);
    expect(ids({ pointError: { point: 'ear' } }, columns)).toEqual([]);
    expect(ids({ label: 'a' }, columns)).toEqual([]);
  });

  it('finds faces by one of their tags', () => {
    const columns = columnsOf('multi-label', { form: 'tags', values: ['hat', 'scarf'] }, [
      { said: [0.75, 0.25], is: [1, 1], error: 0.5 },
      { said: [0.25, 0.25], is: [0, 0], error: 0 },
    ]);
    expect(ids({ tag: { value: 'scarf', label: true, predicted: false } }, columns)).toEqual([10]);
    expect(ids({ tag: { value: 'hat', predicted: true } }, columns)).toEqual([10]);
    expect(ids({ wrong: true }, columns)).toEqual([10]);
  });
});

describe('mistakeRanks', () => {
  it('puts a sure mistake first and a sure hit last', () => {
    const ranks = mistakeRanks(three);
    expect([...ranks]).toEqual([-0.75, 0.5, 0.75, none]);
  });
});

/** Whatever a chart counts is what is found behind it. */
describe('an insight', () => {
  const share = fc.constantFrom(0, 0.1, 0.3, 0.5, 0.6, 0.625, 0.9, 1).map(Math.fround);
  const label = fc.constantFrom(0, 1, none);

  it('counts the faces that its cells, bins and thresholds open', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(share, label), { minLength: 1, maxLength: 40 }), (rows) => {
        const columns = yesNo(...rows);
        const insight = insightOf(columns);
        if (insight.form === 'none') return;
        const { confusion, values, reliability, thresholds, mistakes } = insight as ChoiceInsight;
        const count = (outcome: Outcome): number =>
          facesWith(columns, outcomeSchema.parse(JSON.parse(JSON.stringify(outcome)))).length;
        confusion.forEach((row, is) => {
          row.forEach((faces, said) => {
            expect(count({ label: values[is]!, predicted: values[said]! })).toBe(faces);
          });
        });
        for (const { above, upTo, faces, right } of reliability.bins) {
          expect(count({ confidence: { above, upTo } })).toBe(faces);
          expect(count({ confidence: { above, upTo }, wrong: false })).toBe(right);
        }
        for (const { threshold, truePositives, falsePositives } of thresholds!.counts) {
          const probability = { of: 'yes', above: threshold };
          expect(count({ probability, label: 'yes' })).toBe(truePositives);
          expect(count({ probability, label: 'no' })).toBe(falsePositives);
        }
        expect(count({ wrong: true })).toBe(mistakes);
      }),
    );
  });

  it('counts the faces that its bars of errors open, of a face and of a point', () => {
    const place = fc.integer({ min: 0, max: 20 });
    const row = fc.record({
      said: fc.tuple(place, place),
      is: fc.tuple(fc.oneof(place, fc.constant(none)), place, fc.constantFrom(7, none)),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const columns = columnsOf(
          'landmarks',
          { form: 'points', points: ['nose'] },
          rows.map(({ said, is }) => ({
            said,
            is,
            error: Math.hypot(said[0] - is[0], said[1] - is[1]) / is[2],
          })),
        );
        const insight = insightOf(columns);
        if (insight.form === 'none') return;
        const { errors, points, failures, failureThreshold } = insight as PointsInsight;
        for (const { above, upTo, faces } of errors.bins) {
          expect(facesWith(columns, { error: { above, upTo } })).toHaveLength(faces);
        }
        for (const { above, upTo, faces } of points[0]!.errors!.bins) {
          expect(facesWith(columns, { pointError: { point: 'nose', above, upTo } })).toHaveLength(faces);
        }
        expect(facesWith(columns, { error: { above: failureThreshold } })).toHaveLength(failures);
      }),
    );
  });
});
