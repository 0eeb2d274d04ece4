import { describe, expect, it } from 'vitest';
import { emptyCurve, extendedCurve } from '@shared/learning/lossCurve';
import {
  lossChart,
  validationCharts,
  weightChart,
  type ChartWords,
} from '../../../../../src/renderer/features/train/runCharts';
import { rgbaOf } from '../../../../../src/renderer/features/train/previewPixels';

const words: ChartWords = {
  lossTitle: 'Loss',
  lossAxis: 'loss',
  weightsTitle: 'Weights',
  weightAxis: 'weight',
  total: 'Total',
  step: 'Step',
  head: (name) => name.toUpperCase(),
  raw: (series) => `${series} raw`,
  floor: (series) => `${series} floor`,
  stopped: (head) => `${head} stops`,
  metricAxis: (metric) => metric,
  metricValue: (_metric, value) => String(value),
  number: String,
};
const curve = extendedCurve(
  emptyCurve(['pose']),
  [5, 1, 3].map((loss, index) => ({ globalStep: index + 1, loss, lossByHead: { pose: loss - 1 } })),
  2,
);

describe('the chart of losses', () => {
  it('has the total and each head, smooth before what every step was between', () => {
    const { series } = lossChart({ curve }, { smoothing: 0, logarithmic: false }, words);
    expect(series.map(({ id, look, palette }) => [id, look ?? 'normal', palette])).toEqual([
      ['total raw', 'faint', 0],
      ['total', 'normal', 0],
      ['pose raw', 'faint', 1],
      ['pose', 'normal', 1],
    ]);
    expect(series[1]!.points).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(series[0]!.points).toEqual([
      [2, 1],
      [2, 5],
      [3, 3],
    ]);
  });

  it('leaves a gap where there is no logarithm', () => {
    const { series, y } = lossChart({ curve }, { smoothing: 0, logarithmic: true }, words);
    expect(y.kind).toBe('logarithmic');
    // The lowest loss of the head's first two steps is 0.
    expect(series[2]!.points[0]).toEqual([2, null]);
  });
});

describe('the chart of weights', () => {
  it('has a line a head with the head’s own mark, and is not there where weights are fixed', () => {
    const weighed = extendedCurve(
      emptyCurve(['pose', 'smile']),
      [1, 2].map((globalStep) => ({
        ...{ globalStep, loss: 1, lossByHead: { pose: 1, smile: 1 } },
        weightByHead: { pose: globalStep / 2, smile: 3 },
      })),
    );
    const chart = weightChart({ curve: weighed }, words)!;
    expect(chart.series.map(({ name, palette, points }) => [name, palette, points])).toEqual([
      [
        'POSE',
        1,
        [
          [1, 0.5],
          [2, 1],
        ],
      ],
      [
        'SMILE',
        2,
        [
          [1, 3],
          [2, 3],
        ],
      ],
    ]);
    expect(weightChart({ curve }, words)).toBeNull();
  });
});

describe('the charts of validations', () => {
  it('are one a metric, in per cent, each head beside its floor', () => {
    const passes = [10, 20].map((globalStep) => ({
      globalStep,
      best: true,
      stopped: globalStep === 20 ? ['pose'] : [],
      metrics: { 'accuracy/pose': globalStep / 100, 'nme/landmarks': 0.1, 'rmse/age': 3 },
    }));
    const beginning = {
      trainingFaces: 1,
      validationFaces: 1,
      totalSteps: 20,
      floors: { 'accuracy/pose': 0.05 },
    };
    const heads = ['landmarks', 'pose', 'age', 'unmeasured'];
    const charts = validationCharts({ validations: passes, beginning }, heads, 25, words);
    expect(charts.map(({ metric }) => metric)).toEqual(['nme', 'accuracy', 'rmse']);
    expect(charts[1]!.chart.series).toMatchObject([
      {
        id: 'pose',
        palette: 2,
        points: [
          [10, 10],
          [20, 20],
        ],
      },
      {
        id: 'pose floor',
        look: 'floor',
        palette: 2,
        points: [
          [0, 5],
          [25, 5],
        ],
      },
    ]);
    expect(charts.map(({ chart }) => chart.marks)).toEqual([
      [],
      [{ axis: 'x', value: 20, name: 'POSE stops' }],
      [],
    ]);
    expect(charts[2]!.chart.series[0]!.points).toEqual([
      [10, 3],
      [20, 3],
    ]);
    expect(validationCharts({ validations: [], beginning: null }, heads, 0, words)).toEqual([]);
  });
});

describe('a preview’s pixels', () => {
  it('become opaque ones', () => {
    expect([...rgbaOf(Buffer.from([1, 2, 3, 4, 5, 6]).toString('base64'))]).toEqual([
      1, 2, 3, 255, 4, 5, 6, 255,
    ]);
  });
});
