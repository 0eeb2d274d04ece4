import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeErrorCharts, lossChart, validationCharts } from '../../../../src/main/report/charts';
import { content } from './content';

describe('lossChart', () => {
  it('has a line a head, without what a logarithm cannot show', () => {
    const steps = [
      { globalStep: 1, lossByHead: { landmarks: 0, pose: 2 } },
      { globalStep: 2, lossByHead: { landmarks: 0.5, pose: Number.NaN } },
    ];
    const { lines } = lossChart({ ...content, steps });
    expect(lines.map(({ name }) => name)).toEqual(['landmarks', 'gender', 'smile', 'glasses', 'pose']);
    expect(lines[0]!.points).toEqual([[2, 0.5]]);
    expect(lines[4]!.points).toEqual([[1, 2]]);
  });
});

describe('validationCharts', () => {
  it('shows each measured head on its way, at its end, and its floor', () => {
    const charts = validationCharts(content);
    expect(charts.map(({ title }) => title)).toEqual(['landmarks', 'pose']);
    expect(charts[0]!.lines).toEqual([
      {
        name: 'validation',
        points: [
          [2, 0.9],
          [3, 0.12],
        ],
      },
      { name: 'testing', points: [[3, 0.105]], style: 'dot' },
      {
        name: 'a constant',
        points: [
          [0, 0.314],
          [3, 0.314],
        ],
        style: 'floor',
      },
    ]);
  });

  it('cuts the first steps’ errors off, and never an accuracy', () => {
    const [landmarks, pose] = validationCharts(content);
    expect(landmarks!.y).toMatchObject({ least: 0, most: 0.7 });
    expect(pose!.y).toMatchObject({ most: 1 });
  });

  it('shows a perfect head too', () => {
    const metrics = { 'rmse/landmarks': 0 };
    const [chart] = validationCharts({
      ...content,
      validations: [{ globalStep: 3, metrics }],
      evaluation: { ...content.evaluation, metrics, floors: {} },
    });
    expect(chart!.lines.map(({ name }) => name)).toEqual(['validation', 'testing']);
    expect(chart!.y).toEqual({ scale: 'linear', unit: 'number', least: 0 });
  });
});

describe('cumulativeErrorCharts', () => {
  const shares = (errors: readonly number[]): readonly (readonly [number, number])[] =>
    cumulativeErrorCharts({ ...content, faceErrors: { landmarks: errors } })[0]!.lines[0]!.points;

  it('counts the faces up to each error', () => {
    const points = new Map(
      shares([0.35, 0.05, 0.1, 0.15]).map(([error, share]) => [error.toFixed(4), share]),
    );
    expect(points.get('0.0000')).toBe(0);
    expect(points.get('0.0500')).toBe(0.25);
    expect(points.get('0.1000')).toBe(0.5);
    expect(points.get('0.3000')).toBe(0.75);
  });

  it('only rises, from zero to the share of faces within the picture', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1 }), (errors) => {
        const values = shares(errors).map(([, share]) => share);
        expect(values[0]).toBe(0);
        expect(values.at(-1)).toBe(errors.filter((error) => error <= 0.3).length / errors.length);
        for (const [index, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(values[index - 1] ?? 0);
        }
      }),
    );
  });

  it('marks the failure threshold, and where a constant crosses it', () => {
    const [chart] = cumulativeErrorCharts(content);
    expect(chart!.lines[1]!.points.map(([error]) => error)).toEqual([0.1, 0.1]);
    expect(chart!.lines[2]!.points[0]![1]).toBeCloseTo(0.1);
  });

  it('shows nothing without faces that were measured', () => {
    expect(cumulativeErrorCharts({ ...content, faceErrors: {} })).toEqual([]);
  });
});
